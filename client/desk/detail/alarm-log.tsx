import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SEVERITIES, type AlarmEvent, type AlarmSummary } from '../../../server/contract/api/alarms.ts'
import { useJson } from '../../api/use-json.ts'
import { useActorName } from '../../city/actor-name.ts'
import { useDesk } from '../desk-context.ts'
import { useAlarmAction } from '../use-alarm-action.ts'
import { Asked, Section } from './panel.tsx'

/** What has happened to an alarm, the newest first, and a way to add a remark. Read anew with every change of it. */
export function AlarmLog({ alarm }: { alarm: AlarmSummary }) {
  const { t } = useTranslation('alarms')
  const { time, mayAct } = useDesk()
  const actorName = useActorName()
  const { state, reload } = useJson<AlarmEvent[]>(`/api/alarms/${alarm.id}/events`)
  const shown = useRef(alarm)
  useEffect(() => {
    // with another id the log is read anyway
    if (shown.current !== alarm && shown.current.id === alarm.id) reload()
    shown.current = alarm
  }, [alarm, reload])
  return (
    <Section title={t('log')}>
      <Asked state={state} onRetry={reload}>
        {(events) => events.length === 0
          ? <p className="muted">{t('noLog')}</p>
          : (
            <ol className="history" data-testid="alarm-log">
              {events.toReversed().map((event, index) => (
                // lines are only ever added, so that a line keeps its place counted from the end
                // oxlint-disable-next-line react/no-array-index-key
                <li key={events.length - index} className={`severity-${alarm.severity}`}>
                  <div>
                    <b>{t(`event.${event.kind}`)}</b>
                    <span>{actorName(event.actor)}</span>
                    <time>{time.dateTime(event.at)}</time>
                  </div>
                  <EventNote event={event} />
                </li>
              ))}
            </ol>
          )}
      </Asked>
      {mayAct && <CommentForm key={alarm.id} id={alarm.id} />}
    </Section>
  )
}

function EventNote({ event: { kind, note } }: { event: AlarmEvent }) {
  const { t } = useTranslation('common')
  if (note === '') return null
  const severity = kind === 'severity' ? SEVERITIES.find((known) => known === note) : undefined
  return <p>{severity === undefined ? note : t(`severity.${severity}`)}</p>
}

function CommentForm({ id }: { id: number }) {
  const { t } = useTranslation('alarms')
  const { sending, send } = useAlarmAction<'comment'>()
  const [text, setText] = useState('')
  const submit = async () => {
    if (await send('comment', `/api/alarms/${id}/comments`, { text })) setText('')
  }
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Input
        value={text} maxLength={1000} placeholder={t('comment.placeholder')} data-testid="alarm-comment"
        onChange={(event) => setText(event.target.value)}
      />
      <Button htmlType="submit" disabled={text.trim() === ''} loading={sending === 'comment'}>
        {t('comment.send')}
      </Button>
    </form>
  )
}
