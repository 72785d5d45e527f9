import { useTranslation } from 'react-i18next'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { areaName, categoryPathName, channelName, unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { useWorkerName } from '../use-worker-name.ts'
import { Facts } from './panel.tsx'

/** What is known of a case, in two columns. */
export function CaseFacts({ record }: { record: CaseRecord }) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  const workerName = useWorkerName()
  const { watcherWorkerId } = record
  return (
    <Facts
      rows={[
        [t('create.category'), categoryPathName(city, record.categoryCode, language)],
        [t('case.channel'), channelName(city, record.channel, language)],
        [t('case.reportedAt'), time.dateTime(record.reportedAt)],
        [t('case.dueAt'), time.dateTime(record.dueAt)],
        [t('case.closedAt'), record.closedAt === null ? undefined : time.dateTime(record.closedAt)],
        [t('case.address'), record.address],
        [t('case.place'), areaName(city, record.areaCode, language, 3)],
        [t('case.unit'), unitName(city, record.unitId, language)],
        [
          t('case.watcher'),
          watcherWorkerId === null ? undefined : (
            <button
              type="button" className="link-button" onClick={() => select({ type: 'worker', id: watcherWorkerId })}
            >
              {workerName(watcherWorkerId) ?? t('dispatch.workerGone', { id: watcherWorkerId })}
            </button>
          ),
        ],
      ]}
    />
  )
}
