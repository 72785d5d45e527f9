import type { TFunction } from 'i18next'
import { STANCES } from '../../../server/contract/api/catalogue.ts'
import { LIMIT_STAGES, type LimitStage } from '../../../server/contract/api/clocks.ts'
import type { CaseEventRecord, Provenance } from '../../../server/contract/api/cases.ts'

/** What an event is told with: texts in the language shown, and the names of what it names by number or code. */
export interface EventNames {
  t: TFunction<['caseWork', 'common']>
  unit(id: number): string
  worker(id: number): string
  desk(code: string): string
  /** The number of another case. */
  case(id: number): string
  /** The desks between two, whom a transfer skips. */
  skipped(fromCode: string, toCode: string): readonly string[]
  /** A time, in epoch milliseconds, as the city's clocks show it. */
  time(atMs: number): string
}

type EventToTell = Pick<CaseEventRecord, 'kind' | 'detail'>

/**
 * What an event says beside its kind, actor and note, in short phrases: to whom, from where to where, how much. A detail
 * that is not as its kind has it is left out, as logs of older versions hold less.
 */
export function eventWords({ kind, detail }: EventToTell, names: EventNames): string[] {
  const { t } = names
  const units = unitWords(detail, names)
  const due = numberOf(detail.dueAtMs)
  const dueWords = due === undefined ? [] : [t('event.due', { time: names.time(due) })]
  switch (kind) {
    case 'dispatch':
    case 'forward':
    case 'agree':
    case 'designate': {
      const worker = numberOf(detail.workerId)
      const provenance = textOf(detail.provenance)
      const decidedBy = textOf(detail.decidedBy)
      return [
        ...units.map((unit, index) =>
          index === 0 && numberOf(detail.unitId) !== undefined ? t('event.to', { name: unit }) : unit),
        ...(worker === undefined ? [] : [t('event.worker', { name: names.worker(worker) })]),
        ...(provenance === undefined ? [] : [t(`provenance.${provenance as Provenance}`)]),
        ...(decidedBy === undefined ? [] : [t('event.decidedBy', { name: decidedBy })]),
        ...dueWords,
      ]
    }
    case 'transfer':
      return [...transferWords(detail, names), ...dueWords]
    case 'verify': {
      const worker = numberOf(detail.workerId)
      return worker === undefined ? [] : [t('event.worker', { name: names.worker(worker) })]
    }
    case 'confirm':
      return typeof detail.real === 'boolean' ? [t(detail.real ? 'event.real' : 'event.notReal')] : []
    case 'consult':
      return idsOf(detail.unitIds).length === 0
        ? [] : [t('event.invited', { names: list(t, idsOf(detail.unitIds).map(names.unit)) })]
    case 'merge':
    case 'outcome':
    case 'split':
      return caseWords({ kind, detail }, names)
    case 'ask-extension':
    case 'approve-extension':
      return [...extensionWords(detail, names), ...dueWords]
    case 'revisit':
      return rateWords(detail, names)
    case 'supervise': {
      const how = detail.kind as keyof typeof SUPERVISIONS
      const stage = STAGES.find((one) => one === detail.stage)
      return [
        ...(how in SUPERVISIONS ? [t(`supervision.${how}`)] : []),
        ...(stage === undefined ? [] : [t(`stage.${stage}`)]),
      ]
    }
    case 'card':
      return [...(detail.kind === 'yellow' || detail.kind === 'red' ? [t(`card.${detail.kind}`)] : []), ...units]
    case 'colour':
      return [
        ...(isColour(detail.colour) ? [t(`common:colour.${detail.colour}`)] : []),
        ...(isLimit(detail.limit) ? [t('event.limit', { name: t(`limit.${detail.limit}`) })] : []), ...dueWords,
      ]
    case 'message': {
      const stance = STANCES.find((one) => one === detail.kind)
      return [...units, ...(stance === undefined ? [] : [t(`stance.${stance}`)])]
    }
    case 'mode':
      return detail.mode === 'war' || detail.mode === 'drill' ? [t(`mode.${detail.mode}`)] : []
    case 'copy':
    case 'escalate': {
      const codes = Array.isArray(detail.deskCodes) ? detail.deskCodes : [detail.deskCode]
      const desks = codes.flatMap((code) => textOf(code) ?? []).map(names.desk)
      return desks.length === 0 ? [] : [t('event.copyTo', { name: list(t, desks) })]
    }
    default:
      return [...units, ...dueWords]
  }
}

const STAGES = [1, 2, 3] as const
const SUPERVISIONS = { instant: true, written: true, 'on-site': true, referral: true }

/** The unit first, then those that assist, in one phrase. */
function unitWords(detail: CaseEventRecord['detail'], { t, unit }: EventNames): string[] {
  const lead = numberOf(detail.unitId)
  const assists = idsOf(detail.assistUnitIds)
  return [
    ...(lead === undefined ? [] : [unit(lead)]),
    ...(assists.length === 0 ? [] : [t('event.assists', { names: list(t, assists.map(unit)) })]),
  ]
}

function transferWords(detail: CaseEventRecord['detail'], { t, desk, skipped }: EventNames): string[] {
  const [from, to] = [textOf(detail.fromDesk), textOf(detail.deskCode)]
  if (from === undefined || to === undefined) return []
  const between = skipped(from, to)
  return [
    t('event.desks', { from: desk(from), to: desk(to) }),
    ...(between.length === 0 ? [] : [t('event.skipped', { names: list(t, between) })]),
  ]
}

function caseWords({ kind, detail }: EventToTell, names: EventNames): string[] {
  const { t } = names
  const [into, from] = [numberOf(detail.intoCaseId), numberOf(detail.fromCaseId)]
  return [
    ...(into === undefined ? [] : [t('event.into', { number: names.case(into) })]),
    ...(from === undefined ? [] : [t(kind === 'split' ? 'event.fromCase' : 'event.from', { number: names.case(from) })]),
    ...idsOf(detail.newCaseIds).map((id) => t('event.newCase', { number: names.case(id) })),
  ]
}

function extensionWords(detail: CaseEventRecord['detail'], { t }: EventNames): string[] {
  const hours = numberOf(detail.hours)
  return [
    ...(hours === undefined ? [] : [t('event.hours', { hours })]),
    ...(detail.level === 1 || detail.level === 2 ? [t(`event.level${detail.level}`)] : []),
  ]
}

/** 三率 and the stars, as far as they were said. */
export function rateWords(
  rates: { responded?: unknown; solved?: unknown; satisfied?: unknown; rating?: unknown }, { t }: Pick<EventNames, 't'>,
): string[] {
  const { responded, solved, satisfied } = rates
  const rating = numberOf(rates.rating)
  return [
    ...(typeof responded === 'boolean' ? [t(responded ? 'rate.responded' : 'rate.notResponded')] : []),
    ...(typeof solved === 'boolean' ? [t(solved ? 'rate.solved' : 'rate.notSolved')] : []),
    ...(typeof satisfied === 'boolean' ? [t(satisfied ? 'rate.satisfied' : 'rate.notSatisfied')] : []),
    ...(rating === undefined ? [] : [t('rate.stars', { count: rating })]),
  ]
}

const list = (t: EventNames['t'], names: readonly string[]) => names.join(t('separator'))
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined)
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const idsOf = (value: unknown) => (Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [])
const isColour = (value: unknown): value is 'green' | 'yellow' | 'red' =>
  value === 'green' || value === 'yellow' || value === 'red'
const isLimit = (value: unknown): value is LimitStage => LIMIT_STAGES.some((stage) => stage === value)
