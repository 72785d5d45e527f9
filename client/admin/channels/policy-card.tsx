import { Button, Form, InputNumber, Spin, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ChannelPolicy } from '../../../server/contract/api/channels.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from '../field/failed-line.tsx'

/** How long contacts are kept, and where webhooks may go. */
export function ChannelPolicyCard() {
  const { t } = useTranslation('channels')
  const act = useAct()
  const { state, reload } = useJson<ChannelPolicy>('/api/channels/policy')
  const policy = valueOf(state)

  async function save(next: ChannelPolicy): Promise<void> {
    await act(async () => {
      await putJson<ChannelPolicy>('/api/channels/policy', next)
      return t('saved')
    })
    reload()
  }

  return (
    <section className="field-card" data-testid="channel-policy">
      <h3>{t('policy.title')}</h3>
      <FailedLine state={state} onRetry={reload} />
      {policy === undefined && state.type === 'loading' && <Spin />}
      {policy !== undefined && (
        <Form<ChannelPolicy> initialValues={policy} layout="inline" onFinish={(next) => void save(next)}>
          <Form.Item name="contactDays" label={t('policy.contactDays')} rules={[{ required: true }]}>
            <InputNumber min={1} max={3650} />
          </Form.Item>
          <Form.Item name="privateAddresses" label={t('policy.privateAddresses')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Button type="primary" htmlType="submit">{t('save')}</Button>
        </Form>
      )}
      <p className="field-hint">{t('policy.privateHint')}</p>
    </section>
  )
}
