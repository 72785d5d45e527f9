import { Button, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RepeatPolicy } from '../../../server/contract/api/lookback.ts'
import { putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../../admin/catalogue/use-act.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import type { CityIndex } from '../../city/city-index.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

/** From when on a complaint is a repeated one, and what puts a case on the monthly list and takes it off again. */
export function PolicyForm({ city, mayChange }: { city: CityIndex; mayChange: boolean }) {
  const { t } = useTranslation('lookback')
  const act = useAct()
  const language = useLanguage()
  const { state, reload } = useJson<RepeatPolicy>('/api/lookback/policy')
  const policy = valueOf(state)
  const { channels } = city.record
  const reactive = channels.filter(({ proactive }) => !proactive).map((channel) => nameOf(channel, language))

  async function save(next: RepeatPolicy): Promise<void> {
    await act(async () => {
      await putJson<RepeatPolicy>('/api/lookback/policy', next)
      return t('policy.saved')
    })
    reload()
  }

  return (
    <div className="lookback-policy" data-testid="lookback-policy">
      <section>
        <h3>{t('policy.repeats')}</h3>
        <p className="lookback-hint">{t('policy.repeatsHint')}</p>
        <FailedLine state={state} onRetry={reload} />
        {policy !== undefined && (
          <Form<RepeatPolicy>
            layout="vertical" initialValues={policy} disabled={!mayChange} onFinish={(next) => void save(next)}
          >
            <div className="lookback-numbers">
              <Form.Item name="days" label={t('policy.days')} rules={[{ required: true, message: t('policy.daysRange') }]}>
                <InputNumber min={1} max={366} precision={0} />
              </Form.Item>
              <Form.Item name="cases" label={t('policy.cases')} rules={[{ required: true, message: t('policy.casesRange') }]}>
                <InputNumber min={2} max={100} precision={0} data-testid="policy-cases" />
              </Form.Item>
            </div>
            <Form.Item
              name="channels" label={t('policy.channels')}
              extra={t('policy.channelsHint', { names: reactive.join(t('policy.separator')) })}
            >
              <Select
                mode="multiple" allowClear optionFilterProp="label" placeholder={t('policy.allChannels')}
                options={channels.map((channel) => ({ value: channel.code, label: nameOf(channel, language) }))}
              />
            </Form.Item>
            {mayChange
              ? <Button type="primary" htmlType="submit" data-testid="policy-save">{t('policy.save')}</Button>
              : <p className="lookback-hint">{t('policy.onlyCity')}</p>}
          </Form>
        )}
      </section>
      <section>
        <h3>{t('policy.lists')}</h3>
        <dl className="lookback-rules">
          {(['made', 'holds', 'sent', 'struck', 'before'] as const).map((rule) => (
            <div key={rule}><dt>{t(`policy.rule.${rule}.name`)}</dt><dd>{t(`policy.rule.${rule}.text`)}</dd></div>
          ))}
        </dl>
      </section>
    </div>
  )
}
