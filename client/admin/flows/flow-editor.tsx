import { App, Checkbox, Form, Input, Modal, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowTemplate, FlowTemplateBody, LineStep } from '../../../server/contract/api/case-steps.ts'
import { postJson, putJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { texts } from '../../language/texts.ts'
import { NEEDED_STEPS, stepFieldsOf, type StepFields, stepsOf } from './template-fields.ts'

interface FlowEditorProps {
  /** The template that is edited; without one a new one is made. */
  template: FlowTemplate | undefined
  onSaved(): void
  onClose(): void
}

type Fields = Omit<FlowTemplate, 'steps'>

const usualName = (step: LineStep) => ({ name: texts.caseWork.zh.step[step], nameEn: texts.caseWork.en.step[step] })

/** A template's names and steps in a form; what the server refuses it says, and the form stays. */
export function FlowEditor({ template, onSaved, onClose }: FlowEditorProps) {
  const { t } = useTranslation(['flows', 'caseWork'])
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [form] = Form.useForm<Fields>()
  const [steps, setSteps] = useState<readonly StepFields[]>(() => stepFieldsOf(template, usualName))
  const change = (at: number, part: Partial<StepFields>): void => setSteps(steps.with(at, { ...steps[at], ...part }))

  async function save({ code, ...fields }: Fields): Promise<void> {
    const body: FlowTemplateBody = { ...fields, steps: stepsOf(steps) }
    try {
      if (template === undefined) await postJson('/api/flow-templates', { code, ...body })
      else await putJson(`/api/flow-templates/${template.code}`, body)
      void message.success(t('saved'))
      onSaved()
    } catch (error) {
      void message.error(errorText(error), 8)
    }
  }

  return (
    <Modal
      open width={760} okText={t('save')} cancelText={t('cancel')} onOk={() => form.submit()} onCancel={onClose}
      title={template === undefined ? t('editor.newTitle') : t('editor.editTitle', { name: template.name })}
    >
      <Form<Fields>
        form={form} layout="vertical" className="channel-form" onFinish={(fields) => void save(fields)}
        initialValues={template ?? { code: '', name: '', nameEn: '', express: false }} data-testid="flow-editor"
      >
        <Form.Item
          name="code" label={t('editor.code')}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,31}$/, message: t('editor.codeHint') }]}
        >
          <Input disabled={template !== undefined} />
        </Form.Item>
        <Form.Item name="name" label={t('editor.name')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('editor.nameEn')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="express" label={t('editor.express')} valuePropName="checked" className="channel-wide">
          <Switch />
        </Form.Item>
      </Form>
      <p className="field-hint">{t('editor.stepHint')}</p>
      <ul className="flow-steps">
        {steps.map(({ step, chosen, name, nameEn }, at) => (
          <li key={step}>
            <Checkbox
              checked={chosen} disabled={NEEDED_STEPS.includes(step)} data-testid={`flow-step-${step}`}
              onChange={({ target }) => change(at, { chosen: target.checked })}
            >
              {t(`caseWork:step.${step}`)}
            </Checkbox>
            <Input
              value={name} maxLength={64} disabled={!chosen} aria-label={t('editor.stepName')}
              status={chosen && name.trim() === '' ? 'error' : ''} onChange={({ target }) => change(at, { name: target.value })}
            />
            <Input
              value={nameEn} maxLength={64} disabled={!chosen} aria-label={t('editor.stepNameEn')}
              status={chosen && nameEn.trim() === '' ? 'error' : ''}
              onChange={({ target }) => change(at, { nameEn: target.value })}
            />
          </li>
        ))}
      </ul>
    </Modal>
  )
}
