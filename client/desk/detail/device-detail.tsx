import { useTranslation } from 'react-i18next'
import type { DeviceRecord } from '../../../server/contract/api/sensors.ts'
import { valueOf } from '../../api/use-json.ts'
import { areaName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { usePlaceInView } from '../use-place-in-view.ts'
import { Readings } from './device-readings.tsx'
import { Asked, Facts, Panel } from './panel.tsx'
import { useDevice } from './use-device.ts'

/** One device: what it is, how it is, what it measured. */
export function DeviceDetail({ id }: { id: number }) {
  const { t } = useTranslation('devices')
  const language = useLanguage()
  const { city, time } = useDesk()
  const { state, reload } = useDevice(id)
  const record = valueOf(state)
  usePlaceInView(record)
  const kind = city.record.deviceKinds.find((known) => known.kind === record?.kind)

  function stateText({ retired, silentSince, heardAt, rules, alarms }: DeviceRecord): string {
    if (retired) return t('retired')
    if (silentSince !== null) return t('silent', { time: time.dateTime(silentSince) })
    const raised = rules.filter((rule) => rule.raised)
    if (raised.length > 0) return raised.map((rule) => nameOf(rule, language)).join(' · ')
    if (alarms > 0) return `${t('alarms')} ${alarms}`
    return heardAt === null ? t('neverHeard') : t('normal')
  }

  return (
    <Panel
      testId="device-detail" title={record === undefined ? t('title') : nameOf(record, language)}
      subtitle={kind && nameOf(kind, language)}
    >
      <Asked state={state} onRetry={reload}>
        {(device) => (
          <>
            <Facts
              rows={[
                [t('state'), stateText(device)],
                [t('heard'), device.heardAt === null ? t('neverHeard') : time.dateTime(device.heardAt)],
                [t('key'), device.key],
                [t('place'), areaName(city, device.areaCode, language, 3)],
              ]}
            />
            <Readings record={device} />
          </>
        )}
      </Asked>
    </Panel>
  )
}
