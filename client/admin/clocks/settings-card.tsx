import { Button, Form, Input, InputNumber, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ClockSettings } from '../../../server/contract/api/clocks.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from '../field/failed-line.tsx'

type Fields = Omit<ClockSettings, 'yellowAfterShare'> & { yellowPercent: number }

/** When the offices are open, when a limit turns yellow, and how yellow cards make a red one. */
export function SettingsCard() {
  const { t } = useTranslation('clocks')
  const act = useAct()
  const { state, reload } = useJson<ClockSettings>('/api/clocks/settings')
  const settings = valueOf(state)

  async function save({ yellowPercent, ...fields }: Fields): Promise<void> {
    await act(async () => {
      await putJson('/api/clocks/settings', { ...fields, yellowAfterShare: yellowPercent / 100 })
      return t('saved')
    })
    reload()
  }

  return (
    <section className="field-card" data-testid="clock-settings">
      <FailedLine state={state} onRetry={reload} />
      {settings === undefined && state.type === 'loading' && <Spin />}
      {settings !== undefined && (
        <Form<Fields>
          labelCol={{ span: 8 }} className="policy-form" onFinish={(fields) => void save(fields)}
          initialValues={{ ...settings, yellowPercent: Math.round(settings.yellowAfterShare * 10_000) / 100 }}
        >
          <Form.Item label={t('officeHours')} required>
            <Form.List name="officeHours">
              {(spans, { add, remove }) => (
                <>
                  {spans.map(({ key, name }) => (
                    <div key={key} className="clocks-bar">
                      <Form.Item name={[name, 'from']} noStyle rules={[{ required: true }]}>
                        <Input type="time" aria-label={t('from')} className="clocks-time" />
                      </Form.Item>
                      –
                      <Form.Item name={[name, 'to']} noStyle rules={[{ required: true }]}>
                        <Input type="time" aria-label={t('to')} className="clocks-time" />
                      </Form.Item>
                      {spans.length > 1 && <Button size="small" onClick={() => remove(name)}>{t('remove')}</Button>}
                    </div>
                  ))}
                  {spans.length < 6 && <Button size="small" onClick={() => add()}>{t('addSpan')}</Button>}
                </>
              )}
            </Form.List>
          </Form.Item>
          <Form.Item name="yellowPercent" label={t('yellow')} rules={[{ required: true }]}>
            <InputNumber min={1} max={99} suffix="%" className="policy-number" />
          </Form.Item>
          <Form.Item label={t('yellows')} required>
            <div className="clocks-bar">
              <Form.Item name={['cardLadder', 'withinDays']} noStyle rules={[{ required: true }]}>
                <InputNumber min={1} max={366} suffix={t('withinDays')} className="policy-number" />
              </Form.Item>
              <Form.Item name={['cardLadder', 'yellows']} noStyle rules={[{ required: true }]}>
                <InputNumber min={2} max={20} suffix={t('yellowsText')} className="policy-number" />
              </Form.Item>
            </div>
          </Form.Item>
          <Form.Item wrapperCol={{ offset: 8 }}>
            <Button type="primary" htmlType="submit" data-testid="clock-settings-save">{t('save')}</Button>
          </Form.Item>
        </Form>
      )}
      <p className="field-hint">{t('settingsHint')} {t('onlyCity')}</p>
    </section>
  )
}
