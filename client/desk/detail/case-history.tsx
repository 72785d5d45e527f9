import { Image } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseEventRecord, CaseRecord } from '../../../server/contract/api/cases.ts'
import { useActorName } from '../../city/actor-name.ts'
import { useDesk } from '../desk-context.ts'
import { eventWords, type EventNames } from '../steps/event-words.ts'
import { useEventNames } from '../steps/use-event-names.ts'
import { Section } from './panel.tsx'

/** What happened to the case, the newest first, by rounds where there was more than one. */
export function CaseHistory({ record }: { record: CaseRecord }) {
  const { t } = useTranslation(['desk', 'caseWork'])
  const names = useEventNames(record)
  const newestFirst = record.events.toReversed()
  return (
    <Section title={t('case.history')} aside={newestFirst.length}>
      <ol className="history" data-testid="case-history">
        {newestFirst.map((event, index) => (
          <HistoryLine
            key={event.id} event={event} names={names}
            beginsRound={record.round > 1 && event.round !== newestFirst[index - 1]?.round}
          />
        ))}
      </ol>
    </Section>
  )
}

interface HistoryLineProps {
  event: CaseEventRecord
  names: EventNames
  beginsRound: boolean
}

function HistoryLine({ event, names, beginsRound }: HistoryLineProps) {
  const { t } = useTranslation(['caseWork', 'common', 'desk'])
  const { time, select } = useDesk()
  const actorName = useActorName()
  const words = eventWords(event, names)
  const otherCases = [event.detail.intoCaseId, event.detail.fromCaseId, event.detail.newCaseIds].flat()
    .filter((id): id is number => typeof id === 'number')
  const { madeAtMs } = event.detail
  return (
    <li className={`status-${event.toStatus}`} data-testid={`event-${event.kind}`}>
      {beginsRound && <h4>{t('round', { round: event.round })}</h4>}
      <div>
        <b>{t(`common:caseEvent.${event.kind}`)}</b>
        <span>{actorName(event.actor)}</span>
        <time>{time.dateTime(event.at)}</time>
      </div>
      {words.length > 0 && otherCases.length !== words.length && <p className="history-words">{words.join(' · ')}</p>}
      {otherCases.length === words.length && otherCases.map((id, index) => (
        <button
          key={id} type="button" className="link-button history-link" data-testid={`case-link-${id}`}
          onClick={() => select({ type: 'case', id })}
        >
          {words[index]}
        </button>
      ))}
      {typeof madeAtMs === 'number' && (
        <p className="history-words" data-testid="made-at">
          {t('event.made', {
            made: time.short(madeAtMs, Date.parse(event.at)), arrived: time.short(event.at, madeAtMs),
          })}
        </p>
      )}
      {event.note !== '' && <p>{event.note}</p>}
      {event.attachmentIds.length > 0 && (
        <div className="photos history-photos">
          <Image.PreviewGroup>
            {event.attachmentIds.map((id, index) => (
              <Image
                key={id} src={`/api/attachments/${id}`} width={72} height={54} style={{ objectFit: 'cover' }}
                alt={t('desk:case.photo', { index: index + 1 })}
              />
            ))}
          </Image.PreviewGroup>
        </div>
      )}
    </li>
  )
}
