import { LIMIT_STAGES, type LimitRule, type LimitStage, type TimeKind } from '../contract/api/clocks.ts'
import { createCityTime } from '../org/city-time.ts'
import { createWorkingCalendar, type WorkingCalendar } from './working-calendar.ts'
import { addWorking } from './working-time.ts'

/** A limit as it counts: which rule said so, or null where it is the category's own, or a plan's. */
export interface StageLimit {
  stage: LimitStage
  ruleId: number | null
  amount: number
  kind: TimeKind
  countedFrom: LimitRule['countedFrom']
  source: string
}

/** What limits are looked up for. */
export interface LimitQuestion {
  categoryCode: string
  areaCode: string
  /** From when it runs, and of when the rules are. */
  atMs: number
  /** Hours of the category itself, 24 a day: they hold for handling as long as no rule is about its kind of case. */
  categoryHours: number | undefined
  /** Of a plan that is switched on there, in hours of 24 a day. */
  planHours?: Partial<Record<LimitStage, number>> | undefined
}

/** The limit of each stage that has one: of all that fit, whichever ends first from then. */
export function limitsFor(
  rules: readonly LimitRule[], calendar: WorkingCalendar, question: LimitQuestion,
): StageLimit[] {
  const { categoryCode, areaCode, atMs, categoryHours, planHours } = question
  return LIMIT_STAGES.flatMap((stage) => {
    const fitting = rules.filter((rule) =>
      rule.stage === stage && categoryCode.startsWith(rule.categoryPrefix) && areaCode.startsWith(rule.areaPrefix)
      && isValidAt(rule, atMs))
    const limits = fitting.map(({ id, amount, kind, countedFrom, source }): StageLimit =>
      ({ stage, ruleId: id, amount, kind, countedFrom, source }))
    const isOfItsKind = fitting.some(({ categoryPrefix }) => categoryPrefix !== '')
    if (stage === 'handle' && categoryHours !== undefined && !isOfItsKind) {
      limits.push(hours(stage, categoryHours, '案件目录'))
    }
    const planned = planHours?.[stage]
    if (planned !== undefined) limits.push(hours(stage, planned, '战时预案'))
    return limits.length === 0 ? [] : [tightest(limits, calendar, atMs)]
  })
}

/**
 * The rule above this one, by category and by area, that it loosens; undefined where it only tightens. Kinds of time
 * are compared from the opening of an ordinary Monday: whichever ends later is the looser one.
 */
export function loosened(
  rule: LimitRule, rules: readonly LimitRule[], calendar: WorkingCalendar,
): LimitRule | undefined {
  const ordinary = ordinaryWeeks(calendar)
  const ends = endOnOrdinaryMonday(rule, ordinary)
  return rules.find((other) =>
    other.id !== rule.id && isAbove(other, rule) && endOnOrdinaryMonday(other, ordinary) < ends)
}

function isAbove(other: LimitRule, rule: LimitRule): boolean {
  return other.stage === rule.stage
    && rule.categoryPrefix.startsWith(other.categoryPrefix) && rule.areaPrefix.startsWith(other.areaPrefix)
    && (rule.validTo === null || other.validFrom < rule.validTo)
    && (other.validTo === null || rule.validFrom < other.validTo)
}

function tightest(limits: readonly StageLimit[], calendar: WorkingCalendar, atMs: number): StageLimit {
  if (limits.length === 1) return limits[0]
  const ends = limits.map(({ amount, kind }) => addWorking(calendar, atMs, amount, kind))
  return limits[ends.indexOf(Math.min(...ends))]
}

function hours(stage: LimitStage, amount: number, source: string): StageLimit {
  return { stage, ruleId: null, amount, kind: 'urgent-hour', countedFrom: 'filing', source }
}

function isValidAt({ validFrom, validTo }: LimitRule, atMs: number): boolean {
  return Date.parse(validFrom) <= atMs && (validTo === null || atMs < Date.parse(validTo))
}

/** 2001-01-01 was a Monday. */
const ORDINARY_MONDAY = Date.UTC(2001, 0, 1)

/** The same hours, without holidays and without changes of the clocks. */
function ordinaryWeeks({ officeHours, officeDayMs }: WorkingCalendar): WorkingCalendar {
  return { ...createWorkingCalendar(createCityTime('UTC'), [], [], []), officeHours, officeDayMs }
}

function endOnOrdinaryMonday({ amount, kind }: LimitRule, ordinary: WorkingCalendar): number {
  return addWorking(ordinary, ORDINARY_MONDAY + ordinary.officeHours[0].fromMs, amount, kind)
}
