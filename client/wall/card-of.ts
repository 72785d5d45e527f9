import type { TFunction } from 'i18next'
import type { HeatCells } from '../../server/contract/api/heat.ts'
import { alarmName } from '../city/alarm-name.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import { areaName, categoryName, categoryPathName, channelName, unitName } from '../city/place-names.ts'
import { nameOf, type Language } from '../language/language.ts'
import type { LiveState } from '../live/live-store.ts'
import type { WorkerSlots } from '../live/worker-slots.ts'
import { SEVERITY_COLOURS, STATUS_COLOURS, WORKER_COLOURS } from '../map/colours.ts'
import { isOverdue } from '../map/layers/case-layer.ts'
import type { Pick } from '../map/pick.ts'
import { workerStateOf } from '../map/worker-state.ts'

export interface Card {
  title: string
  tone: string
  rows: [name: string, value: string][]
}

/** What a card is made from. */
export interface CardContext {
  city: CityIndex
  time: CityTime
  language: Language
  state: LiveState
  slots: WorkerSlots
  heat: HeatCells | null
  t: TFunction<readonly ['wall', 'map', 'alarms', 'common']>
}

/** What the wall says of a picked thing, or undefined where it knows nothing of it. */
export function cardOf(pick: Pick, context: CardContext): Card | undefined {
  const { heat, t } = context
  if (pick.type === 'worker') return workerCard(pick.slot, context)
  if (pick.type === 'case') return caseCard(pick.id, context)
  if (pick.type === 'alarm') return alarmCard(pick.id, context)
  if (pick.type === 'cell' && heat !== null) {
    const count = heat.count[heat.cell.indexOf(pick.cell)] ?? 0
    return { title: t('heat.title'), tone: '#f3784c', rows: [[t('card.cases'), String(count)], ['H3', pick.cell]] }
  }
  return undefined
}

function workerCard(slot: number, { city, language, state, slots, t }: CardContext): Card | undefined {
  const { roster } = state
  if (roster === null || !slots.has(slot) || roster.id[slot] === undefined) return undefined
  const name = workerStateOf(slots.motion[slot])
  return {
    title: nameOf({ name: roster.name[slot], nameEn: roster.nameEn[slot] }, language),
    tone: WORKER_COLOURS[name],
    rows: [
      [t('card.number'), roster.number[slot]],
      [t('card.area'), areaName(city, roster.areaCode[slot], language, 3)],
      [t('card.state'), t(`map:worker.${name}`)],
    ],
  }
}

function caseCard(id: number, { city, time, language, state, t }: CardContext): Card | undefined {
  const record = state.cases.get(id)
  if (record === undefined) return undefined
  const late = isOverdue(record) ? ` · ${t('card.overdue')}` : ''
  return {
    title: categoryName(city, record.categoryCode, language),
    tone: STATUS_COLOURS[record.status],
    rows: [
      [t('card.number'), record.number],
      [t('card.category'), categoryPathName(city, record.categoryCode, language)],
      [t('card.status'), t(`common:status.${record.status}`) + late],
      [t('card.area'), areaName(city, record.areaCode, language, 3)],
      [t('card.address'), record.address || '—'],
      [t('card.reported'), `${channelName(city, record.channel, language)} · ${time.dateTime(record.reportedAt)}`],
      [t('card.due'), time.dateTime(record.dueAt)],
      [t('card.unit'), unitName(city, record.unitId, language) ?? '—'],
    ],
  }
}

function alarmCard(id: number, { city, time, language, state, t }: CardContext): Card | undefined {
  const alarm = state.alarms.get(id)
  if (alarm === undefined) return undefined
  const value = alarm.value === null ? '' : ` ${alarm.value}${alarm.unit ?? ''}`
  return {
    title: alarmName(city, alarm, language),
    tone: SEVERITY_COLOURS[alarm.severity],
    rows: [
      [t(`alarms:source.${alarm.sourceType}`), alarm.sourceName],
      [t('card.state'), t(`common:severity.${alarm.severity}`)],
      [t('card.message'), alarm.message + value],
      [t('card.area'), areaName(city, alarm.areaCode, language, 3)],
      [t('card.since'), time.dateTime(alarm.startedAt)],
      [t('card.times'), String(alarm.occurrences)],
    ],
  }
}
