import { Button, Form, InputNumber, Select, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldPolicy } from '../../../server/contract/api/field.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from './failed-line.tsx'

/** The numbers of the policy with their units, in the order in which they are asked for. */
const NUMBERS = [
  ['idleAfterMinutes', 'minutes'], ['silentAfterMinutes', 'minutes'], ['outOfAreaAfterMinutes', 'minutes'],
  ['fastestMps', 'mps'], ['positionDays', 'days'], ['readingDays', 'days'], ['quarantineDays', 'days'],
] as const

/** How the field is watched, and how long what comes from it is kept. */
export function PolicyCard() {
  const { t } = useTranslation('adminField')
  const act = useAct()
  const { state, reload } = useJson<FieldPolicy>('/api/field/policy')
  const policy = valueOf(state)

  async function save(next: FieldPolicy): Promise<void> {
    await act(async () => {
      await putJson<FieldPolicy>('/api/field/policy', next)
      return t('policy.saved')
    })
    reload()
  }

  return (
    <section className="field-card" data-testid="policy">
      <h3>{t('policy.title')}</h3>
      <FailedLine state={state} onRetry={reload} />
      {policy === undefined && state.type === 'loading' && <Spin />}
      {policy !== undefined && (
        <Form<FieldPolicy>
          initialValues={policy} labelCol={{ span: 10 }} className="policy-form" onFinish={(next) => void save(next)}
        >
          <Form.Item name="offDuty" label={t('policy.offDuty')}>
            <Select
              options={(['drop', 'aggregate'] as const).map((value) => (
                { value, label: t(`policy.offDutyChoice.${value}`) }
              ))}
            />
          </Form.Item>
          {NUMBERS.map(([name, unit]) => (
            <Form.Item key={name} name={name} label={t(`policy.${name}`)} rules={[{ required: true }]}>
              <InputNumber min={1} suffix={t(`policy.${unit}`)} className="policy-number" />
            </Form.Item>
          ))}
          <Form.Item wrapperCol={{ offset: 10 }}>
            <Button type="primary" htmlType="submit">{t('policy.save')}</Button>
          </Form.Item>
        </Form>
      )}
      <p className="field-hint">{t('policy.onlyCity')}</p>
    </section>
  )
}
