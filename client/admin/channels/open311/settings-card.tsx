import { Button, Form, Input, Select, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../../server/contract/api/city.ts'
import type { Open311Settings } from '../../../../server/contract/api/open311.ts'
import { putJson } from '../../../api/fetch-json.ts'
import { useJson, valueOf } from '../../../api/use-json.ts'
import { nameOf, useLanguage } from '../../../language/language.ts'
import { useAct } from '../../catalogue/use-act.ts'
import { FailedLine } from '../../field/failed-line.tsx'

/** How the city shows itself by Open311, and the cases of which channels everybody may see. */
export function SettingsCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation('open311')
  const act = useAct()
  const language = useLanguage()
  const { state, reload } = useJson<Open311Settings>('/api/open311/settings')
  const settings = valueOf(state)

  async function save({ jurisdictionId, ...rest }: Open311Settings): Promise<void> {
    const named = (jurisdictionId ?? '').trim()
    await act(async () => {
      await putJson<Open311Settings>('/api/open311/settings', { ...rest, jurisdictionId: named === '' ? null : named })
      return t('saved')
    })
    reload()
  }

  return (
    <section className="field-card" data-testid="open311-settings">
      <h3>{t('settings.title')}</h3>
      <FailedLine state={state} onRetry={reload} />
      {settings === undefined && state.type === 'loading' && <Spin />}
      {settings !== undefined && (
        <Form<Open311Settings>
          layout="vertical" className="channel-form" initialValues={settings} onFinish={(next) => void save(next)}
        >
          <Form.Item name="jurisdictionId" label={t('settings.jurisdictionId')} extra={t('settings.jurisdictionHint')}>
            <Input maxLength={128} />
          </Form.Item>
          <Form.Item name="type" label={t('settings.type')}>
            <Select
              options={(['production', 'test'] as const).map((value) => ({ value, label: t(`settings.types.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="contact" label={t('settings.contact')}><Input maxLength={500} /></Form.Item>
          <Form.Item name="keyService" label={t('settings.keyService')}><Input maxLength={500} /></Form.Item>
          <Form.Item
            name="channels" label={t('settings.channels')} extra={t('settings.channelsHint')} className="channel-wide"
          >
            <Select
              mode="multiple" optionFilterProp="label"
              options={city.channels.map((channel) => ({ value: channel.code, label: nameOf(channel, language) }))}
            />
          </Form.Item>
          <div className="channel-wide">
            <Button type="primary" htmlType="submit" data-testid="open311-save">{t('save')}</Button>
            {' '}<span className="field-hint">{t('onlyCity')}</span>
          </div>
        </Form>
      )}
    </section>
  )
}
