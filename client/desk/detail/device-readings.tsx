import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceRecord, ReadingColumns } from '../../../server/contract/api/sensors.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useLanguage, type Language } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { Asked, Section } from './panel.tsx'
import { ReadingChart } from './reading-chart.tsx'
import { useDevice } from './use-device.ts'
import './device-readings.css'

const DAY_MS = 86_400_000

type Measure = DeviceRecord['measures'][number]

/** What a device that is selected by its alarm measured. */
export function DeviceReadings({ deviceId }: { deviceId: number }) {
  const { state, reload } = useDevice(deviceId)
  return <Asked state={state} onRetry={reload}>{(record) => <Readings record={record} />}</Asked>
}

/** What a device measured last, with units, and one measure of it over a day. Nothing for a kind that measures nothing. */
export function Readings({ record }: { record: DeviceRecord }) {
  const { t } = useTranslation('devices')
  const language = useLanguage()
  const { time } = useDesk()
  const [chosen, choose] = useState(record.measures[0]?.name)
  const measure = record.measures.find(({ name }) => name === chosen)
  if (measure === undefined) return null
  const newestAt = record.measures.flatMap(({ newest }) => newest?.at ?? []).sort().at(-1)
  return (
    <>
      <Section title={t('readings')} aside={newestAt === undefined ? t('never') : time.dateTime(newestAt)}>
        <div className="readings" data-testid="device-readings">
          {record.measures.map((one) => (
            <button
              key={one.name} type="button" className="reading" aria-pressed={one === measure}
              aria-label={t('choose', { name: labelOf(one, language) })} onClick={() => choose(one.name)}
            >
              <span>{labelOf(one, language)}</span>
              <b>{shownValue(one)}</b>
              <i>{one.newest?.word == null ? one.unit : ''}</i>
            </button>
          ))}
        </div>
      </Section>
      <Section title={t('chart')} aside={labelOf(measure, language)}>
        <MeasureChart deviceId={record.id} measure={measure} />
      </Section>
    </>
  )
}

/** A measure over the day up to its newest reading; asked for anew with each. */
function MeasureChart({ deviceId, measure }: { deviceId: number; measure: Measure }) {
  const { t } = useTranslation('devices')
  const language = useLanguage()
  const { time } = useDesk()
  const toMs = measure.newest === null ? undefined : Date.parse(measure.newest.at) + 1
  const { state } = useJson<ReadingColumns>(toMs === undefined ? undefined : readingsPath(deviceId, measure, toMs))
  const columns = valueOf(state)
  if (toMs === undefined) return <p className="audit-note">{t('noReadings')}</p>
  if (columns === undefined || columns.measure !== measure.name) return <div className="reading-chart" />
  const fromMs = toMs - DAY_MS
  return (
    <ReadingChart
      columns={columns} fromMs={fromMs} toMs={toMs} from={time.short(fromMs, toMs)} to={time.short(toMs, toMs)}
      name={labelOf(measure, language)}
    />
  )
}

function readingsPath(deviceId: number, { name }: Measure, toMs: number): string {
  const [from, to] = [toMs - DAY_MS, toMs].map((ms) => new Date(ms).toISOString())
  return `/api/devices/${deviceId}/readings?${new URLSearchParams({ measure: name, from, to })}`
}

function labelOf({ label, labelEn }: Measure, language: Language): string {
  return language === 'en' ? labelEn : label
}

function shownValue({ newest }: Measure): string {
  if (newest === null) return '—'
  return newest.word ?? String(Math.round(newest.value * 1000) / 1000)
}
