import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoxRecord, MessageRecord, NewMessageBody, WorkerMessages } from '../../../server/contract/api/messages.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useDesk } from '../desk-context.ts'
import { messageState } from './message-state.ts'
import { Section } from './panel.tsx'

/** Nobody pushes what becomes of a message: it is asked for. */
const ASK_EVERY_MS = 5000
const LONGEST_TEXT = 400

/** The box in the worker's vehicle, and what is sent to it and to his phone. Nothing where he has neither. */
export function WorkerBox({ id }: { id: number }) {
  const { t } = useTranslation('desk')
  const { mayAct } = useDesk()
  const { state, reload } = useJson<WorkerMessages>(`/api/workers/${id}/messages`)
  useEvery(ASK_EVERY_MS, reload)
  const known = valueOf(state)
  if (known === undefined || (known.boxes.length === 0 && !known.hasPhone)) return null
  return (
    <Section
      title={t(known.boxes.length > 0 ? 'box.title' : 'box.phone')}
      aside={known.boxes.length > 0 && <Connection boxes={known.boxes} />}
    >
      <div data-testid="worker-box">
        {known.boxes.map((box) => <BoxFacts key={box.key} box={box} />)}
        {mayAct && <MessageForm key={id} id={id} hasBox={known.boxes.length > 0} onSent={reload} />}
        <ul className="messages" data-testid="worker-messages">
          {known.messages.map((message) => <MessageItem key={message.id} message={message} />)}
        </ul>
      </div>
    </Section>
  )
}

function Connection({ boxes }: { boxes: readonly BoxRecord[] }) {
  const { t } = useTranslation('desk')
  return <>{t(boxes.some(({ connected }) => connected) ? 'box.connected' : 'box.away')}</>
}

/** What the box said of the vehicle; nothing where it said nothing. */
function BoxFacts({ box: { mileageKm, fuelL, satellites, signal } }: { box: BoxRecord }) {
  const { t } = useTranslation('desk')
  const facts = [
    mileageKm !== null && `${t('box.mileage')} ${mileageKm.toFixed(1)} km`,
    fuelL !== null && `${t('box.fuel')} ${fuelL.toFixed(1)} L`,
    satellites !== null && `${t('box.satellites')} ${satellites}`,
    signal !== null && `${t('box.signal')} ${signal}`,
  ].filter((fact) => fact !== false)
  return facts.length === 0 ? null : <p className="muted">{facts.join(' · ')}</p>
}

function MessageForm({ id, hasBox, onSent }: { id: number; hasBox: boolean; onSent(): void }) {
  const { t } = useTranslation('desk')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [text, setText] = useState('')
  const [urgent, setUrgent] = useState(false)
  const [sending, setSending] = useState<'none' | 'messages' | 'locate'>('none')

  const send = async (what: 'messages' | 'locate', body: NewMessageBody | Record<string, never>): Promise<boolean> => {
    setSending(what)
    try {
      await postJson(`/api/workers/${id}/${what}`, body)
      onSent()
      return true
    } catch (error) {
      void message.error(errorText(error))
      return false
    } finally {
      setSending('none')
    }
  }
  const sendText = async () => {
    if (!(await send('messages', { text: text.trim(), urgent }))) return
    setText('')
    setUrgent(false)
  }
  return (
    <div className="done-form">
      <Input.TextArea
        value={text} maxLength={LONGEST_TEXT} autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t(hasBox ? 'box.placeholder' : 'box.phonePlaceholder')}
        aria-label={t('box.send')} data-testid="message-text" onChange={(event) => setText(event.target.value)}
      />
      <div className="form-buttons">
        <Checkbox checked={urgent} data-testid="message-urgent" onChange={(event) => setUrgent(event.target.checked)}>
          {t('box.urgent')}
        </Checkbox>
        {hasBox && (
          <Button
            size="small" loading={sending === 'locate'} data-testid="locate" onClick={() => void send('locate', {})}
          >
            {t('box.locate')}
          </Button>
        )}
        <Button
          size="small" type="primary" disabled={text.trim() === ''} loading={sending === 'messages'}
          data-testid="message-send" onClick={() => void sendText()}
        >
          {t('box.send')}
        </Button>
      </div>
    </div>
  )
}

function MessageItem({ message }: { message: MessageRecord }) {
  const { t } = useTranslation('desk')
  const { time } = useDesk()
  const { kind, text, urgent, sentAt, sentBy } = message
  return (
    <li>
      <div>
        {urgent && <b className="severity-tag severity-critical">{t('box.urgent')}</b>}
        {kind === 'locate' ? t('box.locate') : text}
      </div>
      <span className="muted">
        {time.dateTime(sentAt)} · {sentBy} · {t(`box.${messageState(message)}`)}
      </span>
    </li>
  )
}
