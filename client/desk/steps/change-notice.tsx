import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseEventRecord, CaseRecord } from '../../../server/contract/api/cases.ts'
import { useActorName } from '../../city/actor-name.ts'
import { useDesk } from '../desk-context.ts'
import { eventWords } from './event-words.ts'
import { useEventNames } from './use-event-names.ts'

interface ChangeNoticeProps {
  events: readonly CaseEventRecord[]
  record: CaseRecord
  /** Whether the step that is being filled in can still be taken. */
  isOpen: boolean
  onSeen(): void
}

/** What others did to a case while a form of it was being filled in. */
export function ChangeNotice({ events, record, isOpen, onSeen }: ChangeNoticeProps) {
  const { t } = useTranslation(['caseWork', 'common'])
  const { time } = useDesk()
  const names = useEventNames(record)
  const actorName = useActorName()
  return (
    <div className="change-notice" role="alert" data-testid="change-notice">
      <b>{t('changed.title')}</b>
      <ul>
        {events.map((event) => (
          <li key={event.id}>
            {t('changed.line', {
              time: time.dateTime(event.at).slice(11), actor: actorName(event.actor), kind: t(`common:caseEvent.${event.kind}`),
            })}
            <span>{[...eventWords(event, names), event.note].filter((words) => words !== '').join(' · ')}</span>
          </li>
        ))}
      </ul>
      {isOpen
        ? <Button size="small" data-testid="change-seen" onClick={onSeen}>{t('changed.seen')}</Button>
        : <span>{t('changed.closed')}</span>}
    </div>
  )
}
