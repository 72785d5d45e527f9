import { useTranslation } from 'react-i18next'
import { useField, useFieldState } from '../field-context.ts'
import { useFieldTime } from '../field-time.ts'
import { AsOf } from '../parts/as-of.tsx'
import { useMinute } from '../use-minute.ts'

/** What the desk says, the newest first; whoever has read it says so. */
export function MessagesScreen() {
  const { t } = useTranslation('field')
  const { sync } = useField()
  const time = useFieldTime()
  const now = useMinute()
  const kept = useFieldState((state) => state.messages)
  const outbox = useFieldState((state) => state.outbox)
  const messages = kept?.value.messages ?? []
  const isBeingSent = (id: number) => outbox.some(({ work }) => work.type === 'read' && work.messageId === id)
  return (
    <section className="screen" data-testid="messages">
      <AsOf atMs={kept?.atMs} />
      {kept !== undefined && messages.length === 0 && <div className="empty"><b>{t('messages.none')}</b></div>}
      {messages.map(({ id, text, urgent, sentAt, sentBy, readAt }) => (
        <article key={id} className={readAt === null ? 'message message-new' : 'message'} data-testid={`message-${id}`}>
          <header>
            {urgent && <b className="mark-urgent">{t('messages.urgent')}</b>}
            <span>{sentBy}</span><time>{time.short(sentAt, now)}</time>
          </header>
          <p>{text}</p>
          {readAt !== null && <footer>{t('messages.readAt', { time: time.short(readAt, now) })}</footer>}
          {readAt === null && isBeingSent(id) && <footer>{t('queued')}</footer>}
          {readAt === null && !isBeingSent(id) && (
            <button
              type="button" className="big-button" data-testid={`read-${id}`}
              onClick={() => void sync.do({ type: 'read', messageId: id })}
            >
              {t('messages.read')}
            </button>
          )}
        </article>
      ))}
    </section>
  )
}
