import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { areaName, categoryPathName, channelName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { rateWords } from '../steps/event-words.ts'
import { useEventNames } from '../steps/use-event-names.ts'
import { ratesOf } from './rates-of.ts'
import { Facts } from './panel.tsx'

/** What was reported, where, when, by whom, and what the citizen said of it, in two columns. */
export function CaseFacts({ record }: { record: CaseRecord }) {
  const { t } = useTranslation(['desk', 'common', 'caseWork'])
  const language = useLanguage()
  const { city, time } = useDesk()
  const names = useEventNames(record)
  const { contact, acknowledged } = record
  const rates = ratesOf(record.events)
  return (
    <Facts
      rows={[
        [
          t('caseWork:fact.acknowledged'),
          acknowledged === null ? undefined : (
            <span data-testid="case-acknowledged">
              {t('caseWork:fact.acknowledgedBy', { by: acknowledged.by, time: time.dateTime(acknowledged.at) })}
            </span>
          ),
        ],
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
      ]}
    />
  )
}
