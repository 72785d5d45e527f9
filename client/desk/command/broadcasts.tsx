import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BroadcastRecord, type BroadcastSummary, MESSAGE_LENGTH } from '../../../server/contract/api/command.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson } from '../../api/use-json.ts'
import { useOnCommand } from '../../command/use-command.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { AreaSelect } from './area-select.tsx'
import { useSend } from './use-send.ts'

/** Receipts come with no event of their own. */
const RECEIPTS_EVERY_MS = 10_000

/** A text to all of an area, and who has read those that were sent. */
export function Broadcasts() {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const { message } = App.useApp()
  const { store, scopeCode, time } = useDesk()
  const { busy, send } = useSend()
  const [form] = Form.useForm<{ areaCode: string; text: string }>()
  const [openId, setOpenId] = useState<number>()
  const { state, reload } = useJson<{ broadcasts: BroadcastSummary[] }>('/api/command/broadcasts')
  useOnCommand(store, reload)
  useEvery(RECEIPTS_EVERY_MS, reload)
  async function broadcast(text: { areaCode: string; text: string }): Promise<void> {
    const sent = await send(() => postJson<BroadcastRecord>('/api/command/broadcasts', text))
    if (sent === undefined) return
    void message.success(t('text.sent'))
    form.resetFields(['text'])
    reload()
  }
  return (
    <>
      <Form
        form={form} layout="vertical" initialValues={{ areaCode: scopeCode, text: '' }}
        onFinish={(text) => void broadcast(text)}
      >
        <Form.Item name="areaCode" label={t('call.area')}><AreaSelect /></Form.Item>
        <Form.Item
          name="text" label={t('text.text')}
          rules={[{ required: true, whitespace: true, message: t('plan.required') }]}
        >
          <Input.TextArea maxLength={MESSAGE_LENGTH} showCount autoSize={{ minRows: 2 }} data-testid="broadcast-text" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy} data-testid="broadcast-send">{t('text.send')}</Button>
      </Form>
      <Asked state={state} onRetry={reload}>
        {({ broadcasts }) => (broadcasts.length === 0
          ? <p className="muted">{t('text.empty')}</p>
          : (
            <ul className="command-list">
              {broadcasts.map(({ id, kind, text, area, sentAt, sentBy, read, total }) => (
                <li key={id} className="command-call" data-testid={`broadcast-${id}`}>
                  <div className="command-call-line">
                    <span>
                      <b>{text}</b>
                      {kind === 'drill' && <i className="command-tag command-drill">{t('kind.drill')}</i>}
                      <small>{time.dateTime(sentAt).slice(5)} · {sentBy} · {nameOf(area, language)}</small>
                    </span>
                    <Button size="small" onClick={() => setOpenId(openId === id ? undefined : id)}>
                      {t('text.read', { read, total })}
                    </Button>
                  </div>
                  {openId === id && <Receipts id={id} read={read} />}
                </li>
              ))}
            </ul>
          ))}
      </Asked>
    </>
  )
}

/** `read`: another count is another answer of the server. */
function Receipts({ id, read }: { id: number; read: number }) {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const { time } = useDesk()
  const { state, reload } = useJson<BroadcastRecord>(`/api/command/broadcasts/${id}?read=${read}`)
  return (
    <Asked state={state} onRetry={reload}>
      {({ receipts }) => (
        <ul className="command-people">
          {receipts.map((one) => (
            <li key={`${one.workerId} ${one.unitId} ${one.name}`}>
              <span>
                <b>{nameOf(one, language)}</b>
                <small>{one.readAt === null ? t('text.unread') : `${time.time(one.readAt)} ${one.readBy ?? ''}`}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Asked>
  )
}
