import { App, Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type CommandKind, MESSAGE_LENGTH, type RollCallRecord, type RollCallSummary,
} from '../../../server/contract/api/command.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useJson } from '../../api/use-json.ts'
import { callState } from '../../command/call-of.ts'
import { useOnCommand } from '../../command/use-command.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useNow } from '../../shell/use-now.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { AreaSelect } from './area-select.tsx'
import { RollCallPeople } from './roll-call-people.tsx'
import { useSend } from './use-send.ts'

interface NewCall {
  areaCode: string
  withinMinutes: number
  message: string
  drill: boolean
}

/** 点名: a new one, and those that were made, with who is missing. */
export function RollCalls({ onFollow }: { onFollow(): void }) {
  const { t } = useTranslation('command')
  const { message } = App.useApp()
  const { store, scopeCode } = useDesk()
  const { busy, send } = useSend()
  const [openId, setOpenId] = useState<number>()
  const { state, reload } = useJson<{ rollCalls: RollCallSummary[] }>('/api/roll-calls')
  useOnCommand(store, reload)
  async function make({ drill, ...call }: NewCall): Promise<void> {
    const kind: CommandKind | undefined = drill ? 'drill' : undefined
    const made = await send(() => postJson<RollCallRecord>('/api/roll-calls', { ...call, ...(kind && { kind }) }))
    if (made === undefined) return
    void message.success(t('call.made'))
    setOpenId(made.value.id)
    reload()
  }
  return (
    <>
      <Form<NewCall>
        layout="inline" className="command-new"
        initialValues={{ areaCode: scopeCode, withinMinutes: 10, message: '', drill: false }}
        onFinish={(call) => void make(call)}
      >
        <Form.Item name="areaCode" label={t('call.area')}><AreaSelect /></Form.Item>
        <Form.Item name="withinMinutes" label={t('call.within')} rules={[{ required: true }]}>
          <InputNumber min={1} max={1440} precision={0} />
        </Form.Item>
        <Form.Item
          name="message" label={t('call.message')}
          rules={[{ required: true, whitespace: true, message: t('plan.required') }]}
        >
          <Input maxLength={MESSAGE_LENGTH} data-testid="call-message" />
        </Form.Item>
        <Form.Item name="drill" valuePropName="checked"><Checkbox>{t('call.drill')}</Checkbox></Form.Item>
        <Button type="primary" htmlType="submit" loading={busy} data-testid="call-make">{t('call.make')}</Button>
      </Form>
      <Asked state={state} onRetry={reload}>
        {({ rollCalls }) => (rollCalls.length === 0
          ? <p className="muted">{t('call.empty')}</p>
          : (
            <ul className="command-list">
              {rollCalls.map((call) => (
                <li key={call.id} className="command-call" data-testid={`call-${call.id}`}>
                  <CallLine call={call} onToggle={() => setOpenId(openId === call.id ? undefined : call.id)} />
                  {openId === call.id && <RollCallPeople id={call.id} onFollow={onFollow} />}
                </li>
              ))}
            </ul>
          ))}
      </Asked>
    </>
  )
}

function CallLine({ call, onToggle }: { call: RollCallSummary; onToggle(): void }) {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const { time } = useDesk()
  const nowMs = useNow(5000)
  const { send } = useSend()
  const state = callState(call, nowMs)
  const due = {
    open: t('call.due', { time: time.short(call.dueAt, nowMs) }), over: t('call.over'), complete: '', ended: t('call.ended'),
  }
  return (
    <div className="command-call-line">
      <span>
        <b>{nameOf(call.area, language)}</b>
        {call.kind === 'drill' && <i className="command-tag command-drill">{t('kind.drill')}</i>}
        <small>{time.short(call.calledAt, nowMs)} · {call.message} · {due[state]}</small>
      </span>
      <span className="command-counts" data-testid={`call-counts-${call.id}`}>
        {t('call.answered')} <b>{call.answered}</b>/{call.total}
        {call.unable > 0 && <> · {t('call.unable')} <b>{call.unable}</b></>}
        {call.missing > 0 && (
          <> · <em className={state === 'over' ? 'is-late' : ''}>{t('call.missing')} <b>{call.missing}</b></em></>
        )}
      </span>
      <Button size="small" data-testid={`call-open-${call.id}`} onClick={onToggle}>{t('call.details')}</Button>
      {state !== 'ended' && (
        <Button size="small" onClick={() => void send(() => postJson(`/api/roll-calls/${call.id}/end`, {}))}>
          {t('call.end')}
        </Button>
      )}
    </div>
  )
}
