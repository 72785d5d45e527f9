import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewTrackerBody } from '../../../server/contract/api/trackers.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'

/** Registers a further device of a worker. */
export function NewTrackerForm({ onMade }: { onMade(): void }) {
  const { t } = useTranslation('adminField')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [form] = Form.useForm<NewTrackerBody>()

  async function make(body: NewTrackerBody): Promise<void> {
    try {
      await postJson('/api/trackers', body)
      form.resetFields()
      onMade()
    } catch (error) {
      void message.error(errorText(error))
    }
  }

  return (
    <Form<NewTrackerBody>
      form={form} layout="inline" initialValues={{ kind: 'box' }} onFinish={(body) => void make(body)}
    >
      <Form.Item name="key" rules={[{ required: true, message: t('trackers.keyHint') }]}>
        <Input placeholder={t('trackers.keyHint')} maxLength={64} />
      </Form.Item>
      <Form.Item name="workerId" rules={[{ required: true, message: t('trackers.workerId') }]}>
        <InputNumber placeholder={t('trackers.workerId')} min={1} precision={0} />
      </Form.Item>
      <Form.Item name="kind">
        <Select
          options={(['phone', 'box'] as const).map((value) => ({ value, label: t(`trackers.kinds.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="label"><Input placeholder={t('trackers.label')} maxLength={100} /></Form.Item>
      <Button htmlType="submit">{t('trackers.register')}</Button>
    </Form>
  )
}
