import { useTranslation } from 'react-i18next'
import type { CaseEventRecord } from '../../../server/contract/api/cases.ts'
import { useActorName } from '../../city/actor-name.ts'
import { useFieldTime } from '../field-time.ts'
import { useMinute } from '../use-minute.ts'

/** What happened to a case, the newest first. */
export function CaseLog({ events }: { events: readonly CaseEventRecord[] }) {
  const { t } = useTranslation(['field', 'common'])
  const time = useFieldTime()
  const actorName = useActorName()
  const now = useMinute()
  return (
    <ol className="case-log" data-testid="case-log">
      {[...events].reverse().map((event) => (
        <li key={event.id}>
          <div>
            <b>{t(`common:caseEvent.${event.kind}`)}</b>
            <span>{actorName(event.actor)}</span>
            <time>{time.short(event.at, now)}</time>
          </div>
          {typeof event.detail.madeAtMs === 'number' && (
            <p data-testid="made-at">
              {t('case.madeAt', { made: time.short(event.detail.madeAtMs, now), arrived: time.short(event.at, now) })}
            </p>
          )}
          {event.note !== '' && <p>{event.note}</p>}
        </li>
      ))}
    </ol>
  )
}
