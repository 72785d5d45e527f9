import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../../../city/city-index.ts'
import { open311Address, reportCommand, servicesCommand } from './report-command.ts'

/** The address of the interface, with commands to try it by. */
export function EndpointCard({ city, apiKey }: { city: CityIndex; apiKey: string | undefined }) {
  const { t } = useTranslation('open311')
  const { areas, categories } = city.record
  const item = categories.find(({ code }) => !city.categoriesByParent.has(code))
  const place = areas.find(({ level }) => level === 'community') ?? areas.at(0)
  const { origin } = location
  return (
    <section className="field-card" data-testid="open311-endpoint">
      <h3>{t('endpoint.title')}</h3>
      <p className="field-hint">{t('endpoint.hint')}</p>
      <p><Typography.Text code copyable data-testid="open311-address">{open311Address(origin)}</Typography.Text></p>
      <Command title={t('endpoint.list')} text={servicesCommand(origin)} />
      {item !== undefined && place !== undefined && (
        <Command
          title={t('endpoint.report')}
          text={reportCommand({ origin, key: apiKey, serviceCode: item.code, lng: place.lng, lat: place.lat })}
        />
      )}
      {apiKey === undefined && <p className="field-hint">{t('endpoint.noKey')}</p>}
    </section>
  )
}

function Command({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h4 className="channel-command-title">{title}</h4>
      <Typography.Paragraph className="channel-command field-code" copyable={{ text }}>{text}</Typography.Paragraph>
    </>
  )
}
