import { Button, Form, InputNumber, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RetentionPolicy } from '../../../server/contract/api/retention.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from './failed-line.tsx'

/** What is kept for some days, with the least that may be set, in the order in which it is asked for. */
const DAYS = [
  ['messageDays', 1], ['alarmDays', 1], ['rejectDays', 1], ['importDays', 1], ['deliveredDays', 1], ['deadDays', 1],
  ['linkDays', 1], ['failedLoginDays', 180],
] as const satisfies readonly (readonly [keyof RetentionPolicy, number])[]

/** For how long is kept what grows by itself and comes not from the field. */
export function RetentionCard() {
  const { t } = useTranslation('adminField')
  const act = useAct()
  const { state, reload } = useJson<RetentionPolicy>('/api/retention')
  const policy = valueOf(state)

  async function save(next: RetentionPolicy): Promise<void> {
    await act(async () => {
      await putJson<RetentionPolicy>('/api/retention', next)
      return t('policy.saved')
    })
    reload()
  }

  return (
    <section className="field-card" data-testid="retention">
      <h3>{t('retention.title')}</h3>
      <FailedLine state={state} onRetry={reload} />
      {policy === undefined && state.type === 'loading' && <Spin />}
      {policy !== undefined && (
        <Form<RetentionPolicy>
          initialValues={policy} labelCol={{ span: 10 }} className="policy-form" onFinish={(next) => void save(next)}
        >
          {DAYS.map(([name, least]) => (
            <Form.Item key={name} name={name} label={t(`retention.${name}`)} rules={[{ required: true }]}>
              <InputNumber min={least} max={3650} precision={0} suffix={t('policy.days')} className="policy-number" />
            </Form.Item>
          ))}
          <Form.Item wrapperCol={{ offset: 10 }}>
            <Button type="primary" htmlType="submit">{t('policy.save')}</Button>
          </Form.Item>
        </Form>
      )}
      <p className="field-hint">{t('retention.hint')}</p>
    </section>
  )
}
