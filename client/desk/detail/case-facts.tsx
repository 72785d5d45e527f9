import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { areaName, categoryPathName, channelName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { rateWords } from '../steps/event-words.ts'
import { useEventNames } from '../steps/use-event-names.ts'
import { ratesOf } from './rates-of.ts'
import { Facts } from './panel.tsx'

/** What is known of a case, in two columns. */
export function CaseFacts({ record }: { record: CaseRecord }) {
  const { t } = useTranslation(['desk', 'common', 'caseWork'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  const names = useEventNames(record)
  const { watcherWorkerId, assistUnitIds, contact, firstUnitId } = record
  const rates = ratesOf(record.events)
  const caseLink = (id: number | null) => (id === null ? undefined : (
    <button
      type="button" className="link-button" data-testid={`case-link-${id}`} onClick={() => select({ type: 'case', id })}
    >
      {t('caseWork:caseId', { id })}
    </button>
  ))
  return (
    <Facts
      rows={[
        [t('caseWork:fact.merged'), caseLink(record.mergedInto)],
        [t('caseWork:fact.split'), caseLink(record.splitFrom)],
        [t('caseWork:fact.rates'), rates === undefined ? undefined : rateWords(rates, names).join(' · ')],
        [t('create.category'), categoryPathName(city, record.categoryCode, language)],
        [t('case.channel'), channelName(city, record.channel, language)],
        [t('case.reportedAt'), time.dateTime(record.reportedAt)],
        [t('case.dueAt'), time.dateTime(record.dueAt)],
        [t('case.closedAt'), record.closedAt === null ? undefined : time.dateTime(record.closedAt)],
        [
          t('caseWork:create.contact'),
          contact === undefined ? undefined : (
            <>
              {contact.name} {contact.phone !== undefined && <a href={`tel:${contact.phone}`}>{contact.phone}</a>}
            </>
          ),
        ],
        [t('case.address'), record.address],
        [t('case.place'), areaName(city, record.areaCode, language, 3)],
        [t('caseWork:fact.desk'), names.desk(record.deskCode)],
        [t('caseWork:fact.lead'), record.unitId === null ? undefined : names.unit(record.unitId)],
        [
          t('caseWork:fact.assist'),
          assistUnitIds.length === 0 ? undefined : assistUnitIds.map(names.unit).join(t('caseWork:separator')),
        ],
        [
          t('caseWork:fact.first'),
          firstUnitId === null || firstUnitId === record.unitId ? undefined : names.unit(firstUnitId),
        ],
        [
          t('case.watcher'),
          watcherWorkerId === null ? undefined : (
            <button
              type="button" className="link-button" onClick={() => select({ type: 'worker', id: watcherWorkerId })}
            >
              {names.worker(watcherWorkerId)}
            </button>
          ),
        ],
      ]}
    />
  )
}
