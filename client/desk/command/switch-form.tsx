import { App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ActivationAsked, type ActivationSummary, CODE_LIVES_MS, type CommandKind,
} from '../../../server/contract/api/command.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useSend } from './use-send.ts'

/** What is to be switched: a plan on, or an activation of it off. */
export interface SwitchAsked {
  planId: number
  planName: string
  activationId: number | undefined
  kind: CommandKind | undefined
}

interface Reasons {
  kind: CommandKind
  note: string
  confirm: string
}

/** Switches in two steps: why, with the name typed again; then the code, by whoever may. */
export function SwitchForm({ asked, onDone }: { asked: SwitchAsked; onDone(): void }) {
  const { t } = useTranslation('command')
  const { busy, send } = useSend()
  const [waiting, setWaiting] = useState<ActivationAsked>()
  const { planId, planName, activationId, kind } = asked
  const isOff = activationId !== undefined

  async function ask({ kind, note, confirm }: Reasons): Promise<void> {
    const reply = await send(() => (isOff
      ? postJson<ActivationAsked>(`/api/command/activations/${activationId}/end`, { note, confirm })
      : postJson<ActivationAsked>(`/api/command/plans/${planId}/activations`, { kind, note, confirm })))
    if (reply !== undefined) setWaiting(reply.value)
  }

  return (
    <section className="command-switch" data-testid="command-switch">
      <h3>{t(isOff ? 'switch.off' : 'switch.on', { name: planName })}</h3>
      {waiting === undefined
        ? (
          <Form<Reasons>
            layout="vertical" initialValues={{ kind: kind ?? 'drill', note: '', confirm: '' }}
            onFinish={(reasons) => void ask(reasons)}
          >
            {!isOff && (
              <Form.Item name="kind" label={t('switch.kind')}>
                <Radio.Group
                  optionType="button"
                  options={[{ value: 'drill', label: t('kind.drill') }, { value: 'real', label: t('kind.real') }]}
                />
              </Form.Item>
            )}
            <Form.Item
              name="note" label={t('switch.note')}
              rules={[{ required: true, whitespace: true, message: t('plan.required') }]}
            >
              <Input maxLength={400} data-testid="switch-note" />
            </Form.Item>
            <Form.Item
              name="confirm" label={t('switch.typed', { name: planName })}
              rules={[{ validator: (_, value: string) =>
                (value.trim() === planName ? Promise.resolve() : Promise.reject(new Error(t('switch.wrong')))) }]}
            >
              <Input autoComplete="off" data-testid="switch-name" />
            </Form.Item>
            <Button onClick={onDone}>{t('switch.cancel')}</Button>{' '}
            <Button type="primary" danger htmlType="submit" loading={busy} data-testid="switch-ask">
              {t('switch.ask')}
            </Button>
          </Form>
        )
        : (
          <>
            <p>{t('switch.code')}<output className="command-code" data-testid="switch-code">{waiting.code}</output></p>
            <ConfirmForm activationId={waiting.activation.id} onDone={onDone} />
          </>
        )}
    </section>
  )
}

/** The second step: the code that whoever asked was given. */
export function ConfirmForm({ activationId, onDone }: { activationId: number; onDone(): void }) {
  const { t } = useTranslation('command')
  const { message } = App.useApp()
  const { busy, send } = useSend()
  async function confirm({ code }: { code: string }): Promise<void> {
    const path = `/api/command/activations/${activationId}/confirm`
    const reply = await send(() => postJson<ActivationSummary>(path, { code: code.trim() }))
    if (reply === undefined) return
    void message.success(t('switch.done'))
    onDone()
  }
  return (
    <Form<{ code: string }> layout="inline" onFinish={(values) => void confirm(values)}>
      <p className="muted">{t('switch.codeHint', { minutes: CODE_LIVES_MS / 60_000 })}</p>
      <Form.Item name="code" rules={[{ required: true, message: t('plan.required') }]}>
        <Input
          placeholder={t('switch.code')} maxLength={12} autoComplete="one-time-code" data-testid="switch-code-typed"
        />
      </Form.Item>
      <Button onClick={onDone}>{t('switch.cancel')}</Button>
      <Button type="primary" danger htmlType="submit" loading={busy} data-testid="switch-confirm">
        {t('switch.confirm')}
      </Button>
    </Form>
  )
}
