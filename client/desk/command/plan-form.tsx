import { App, Button, Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { MESSAGE_LENGTH, type PlanRecord } from '../../../server/contract/api/command.ts'
import { postJson, putJson } from '../../api/fetch-json.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { AreaSelect } from './area-select.tsx'
import { DutyRows } from './duty-rows.tsx'
import { bodyOf, draftOf, type PlanDraft } from './plan-draft.ts'
import { useSend } from './use-send.ts'

/** A new plan, or one that is there. */
export function PlanForm({ plan, onDone }: { plan: PlanRecord | undefined; onDone(): void }) {
  const { t } = useTranslation('command')
  const { message } = App.useApp()
  const { scopeCode } = useDesk()
  const { busy, send } = useSend()
  const [form] = Form.useForm<PlanDraft>()
  const required = [{ required: true, whitespace: true, message: t('plan.required') }]

  async function save(draft: PlanDraft): Promise<void> {
    const body = bodyOf(draft, plan?.version)
    const reply = await send(() => (plan === undefined
      ? postJson<PlanRecord>('/api/command/plans', body)
      : putJson<PlanRecord>(`/api/command/plans/${plan.id}`, body)))
    if (reply === undefined) return
    void message.success(t('plan.saved'))
    onDone()
  }

  return (
    <Form<PlanDraft>
      form={form} layout="vertical" initialValues={draftOf(plan, scopeCode)} data-testid="plan-form"
      onFinish={(draft) => void save(draft)}
    >
      <div className="command-pair">
        <Form.Item name="name" label={t('plan.name')} rules={required}>
          <Input maxLength={80} data-testid="plan-name" />
        </Form.Item>
        <Form.Item name="nameEn" label={t('plan.nameEn')}><Input maxLength={120} /></Form.Item>
        <Form.Item name="areaCode" label={t('plan.area')} rules={required}><AreaSelect /></Form.Item>
      </div>
      <p className="muted">{t('plan.limits')}</p>
      <div className="command-pair">
        {(['accept', 'handle', 'feedback'] as const).map((stage) => (
          <Form.Item key={stage} name={stage} label={t(`plan.${stage}`)}>
            <InputNumber min={0.1} max={8760} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="broadcast" label={t('plan.broadcast')}>
        <Input.TextArea maxLength={MESSAGE_LENGTH} autoSize />
      </Form.Item>
      <p className="muted">{t('plan.rollCall')}</p>
      <div className="command-pair">
        <Form.Item name="withinMinutes" label={t('plan.within')}>
          <InputNumber min={1} max={1440} precision={0} />
        </Form.Item>
        <Form.Item name="message" label={t('plan.message')}><Input maxLength={MESSAGE_LENGTH} /></Form.Item>
      </div>
      <h4>{t('plan.duties')}</h4>
      <Uncovered
        plan={plan}
        onAdd={(gridCode) => form.setFieldValue('duties', [...form.getFieldValue('duties'), { gridCode }])}
      />
      <DutyRows />
      <Button onClick={onDone}>{t('plan.cancel')}</Button>{' '}
      <Button type="primary" htmlType="submit" loading={busy} data-testid="plan-save">{t('plan.save')}</Button>
    </Form>
  )
}

const SHOWN = 60

/** Grids for which nobody answered when the plan was saved. */
function Uncovered({ plan, onAdd }: { plan: PlanRecord | undefined; onAdd(gridCode: string): void }) {
  const { t } = useTranslation('command')
  const language = useLanguage()
  if (plan === undefined) return null
  if (plan.uncovered.length === 0) return <p className="muted">{t('plan.covered')}</p>
  return (
    <div className="command-uncovered" data-testid="plan-uncovered">
      <p>{t('plan.uncovered', { count: plan.uncovered.length })}</p>
      {plan.uncovered.slice(0, SHOWN).map((grid) => (
        <Button key={grid.code} size="small" title={grid.code} onClick={() => onAdd(grid.code)}>
          {nameOf(grid, language)}
        </Button>
      ))}
    </div>
  )
}
