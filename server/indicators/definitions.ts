import type { IndicatorDefinition } from '../contract/api/indicators.ts'
import { type TermCode, TERMS, type Words } from './terms.ts'

/** An indicator: which terms it counts or divides, of which cases of a period, and how it is written. */
export interface Indicator {
  code: string
  name: string
  nameEn: string
  unit: IndicatorDefinition['unit']
  basis: IndicatorDefinition['basis']
  better: IndicatorDefinition['better']
  numerator: TermCode
  denominator: TermCode | null
  source: Words
}

const STANDARD: Words = { zh: 'CJ/T 292、GB/T 30428.4', en: 'CJ/T 292, GB/T 30428.4' }
const STANDARD_NAME: Words = {
  zh: '名称据 CJ/T 292、GB/T 30428.4；分子分母为本系统定义', en: 'named by CJ/T 292 and GB/T 30428.4; the parts are our definition',
}
const HOTLINE: Words = { zh: '名称据热线“三率”与考核文件；分子分母为本系统定义', en: 'named by the hotline; the parts are our definition' }
const OURS: Words = { zh: '本系统定义', en: 'our definition' }
const CLOSURE: Words = {
  zh: '据城市通报的数字（16754/16769 = 99.91%）；与结案率不同',
  en: 'as cities report it (16754/16769 = 99.91 %); another than the closing rate',
}
const LOCAL: Words = {
  zh: '据“90% 以上群众事项在镇村办结”；分子分母为本系统定义', en: 'named by a city’s target of 90 %; the parts are our definition',
}

type Options = Partial<Pick<Indicator, 'unit' | 'basis' | 'better' | 'source'>>

const count = (code: string, name: string, nameEn: string, numerator: TermCode, options: Options = {}): Indicator => ({
  code, name, nameEn, unit: 'count', basis: 'reported', better: 'neither', numerator, denominator: null,
  source: STANDARD_NAME, ...options,
})
const rate = (
  code: string, name: string, nameEn: string, numerator: TermCode, denominator: TermCode, options: Options = {},
): Indicator => ({
  code, name, nameEn, unit: '%', basis: 'reported', better: 'more', numerator, denominator, source: STANDARD_NAME,
  ...options,
})

/**
 * Every indicator, once. Normal statistics leave out cases of war and of drills (mode), and those that were excluded by
 * a granted appeal; merged cases count only where a term says so. A case counts in the period in which it was reported,
 * unless the basis is 'closed', and as it is at the moment of the question. docs/indicators.md says the same in words.
 */
export const INDICATORS: readonly Indicator[] = [
  count('reported', '上报数', 'Reported', 'reported'),
  count('accepted', '受理数', 'Accepted', 'accepted'),
  count('filed', '立案数', 'Filed', 'filed'),
  count('dispatched', '派遣数', 'Dispatched', 'dispatched'),
  count('handled', '处置数', 'Handled', 'handled'),
  count('should-close', '应结案数', 'Due for closing', 'shouldClose'),
  count('closed', '结案数', 'Closed', 'closed'),
  count('closed-on-time', '按期结案数', 'Closed on time', 'closedOnTime', { better: 'more' }),
  count('closed-late', '超期结案数', 'Closed late', 'closedLate', { better: 'less' }),
  count('overdue-handling', '超期未处置数', 'Overdue, not handled', 'overdueHandling', { better: 'less' }),
  count('overdue-open', '超期未结案数', 'Overdue, not closed', 'overdueOpen', { better: 'less' }),
  count('reworked', '返工数', 'Reworked', 'reworked', { better: 'less' }),
  count('self-handled', '自行处置数', 'Handled by the first line', 'selfHandled'),
  count('closed-in-period', '期内结案数', 'Closed in the period', 'closed', { basis: 'closed', source: OURS }),
  rate('closing-rate', '结案率', 'Closing rate', 'closed', 'shouldClose', { source: STANDARD }),
  rate('on-time-closing-rate', '按期结案率', 'On-time closing rate', 'closedOnTime', 'shouldClose', { source: STANDARD }),
  rate('completion-rate', '办结率', 'Completion rate', 'closed', 'accepted', { source: CLOSURE }),
  rate('handling-rate', '处置率', 'Handling rate', 'handled', 'shouldHandle'),
  rate('on-time-handling-rate', '按期处置率', 'On-time handling rate', 'handledOnTime', 'shouldHandle'),
  rate('filing-rate', '立案率', 'Filing rate', 'filed', 'reported'),
  rate('right-dispatch-rate', '准确派遣率', 'Right dispatch rate', 'rightDispatchTimes', 'dispatchTimes'),
  rate('rework-rate', '返工率', 'Rework rate', 'reworked', 'handledOnce', { better: 'less' }),
  rate('refusal-rate', '回退率', 'Refusal rate', 'refusalTimes', 'dispatchTimes', { better: 'less' }),
  rate('response-rate', '响应率', 'Response rate', 'responded', 'visited', { source: HOTLINE }),
  rate('solution-rate', '解决率', 'Solution rate', 'solved', 'solvedKnown', { source: HOTLINE }),
  rate('satisfaction-rate', '满意率', 'Satisfaction rate', 'satisfied', 'satisfiedKnown', { source: HOTLINE }),
  rate('on-time-answer-rate', '按时办复率', 'On-time answer rate', 'answeredOnTime', 'shouldAnswer', { source: HOTLINE }),
  rate('effective-visit-rate', '有效回访率', 'Effective call-back rate', 'effectiveVisit', 'closed', { source: HOTLINE }),
  rate('check-pass-rate', '核查通过率', 'Check pass rate', 'passedAtOnce', 'judged'),
  rate('repeat-rate', '重复案件率', 'Repeat rate', 'merged', 'all', { better: 'less' }),
  rate('closed-locally-rate', '镇街村办结占比', 'Closed at street or community', 'closedLocally', 'closed', { source: LOCAL }),
  rate('proactive-rate', '未诉先办占比', 'Found before a complaint', 'proactive', 'accepted', { source: OURS }),
  {
    code: 'mean-days', name: '平均办件天数', nameEn: 'Mean days to close', unit: 'days', basis: 'closed', better: 'less',
    numerator: 'closingTime', denominator: 'closed', source: HOTLINE,
  },
  {
    code: 'mean-accept-hours', name: '平均受理时长', nameEn: 'Mean time to accept', unit: 'hours', basis: 'reported',
    better: 'less', numerator: 'acceptingTime', denominator: 'acceptedWithTime', source: STANDARD_NAME,
  },
  {
    code: 'mean-handle-hours', name: '平均处置时长', nameEn: 'Mean time to handle', unit: 'hours', basis: 'reported',
    better: 'less', numerator: 'handlingTime', denominator: 'handledWithTime', source: STANDARD_NAME,
  },
]

export const INDICATOR_BY_CODE: ReadonlyMap<string, Indicator> = new Map(INDICATORS.map((one) => [one.code, one]))

/** An indicator as it is told, with its parts in words. */
export function definitionOf(indicator: Indicator): IndicatorDefinition {
  const { code, name, nameEn, unit, basis, better, numerator, denominator, source } = indicator
  return {
    code, name, nameEn, unit, basis, better, source, scored: isScored(indicator), ...writingOf(indicator),
    numerator: TERMS[numerator].words,
    denominator: denominator === null ? null : TERMS[denominator].words,
  }
}

/** Shares can be added up with weights, if all of them count the same cases and one knows which way is better. */
export function isScored({ unit, basis, better }: Pick<Indicator, 'unit' | 'basis' | 'better'>): boolean {
  return unit === '%' && basis === 'reported' && better !== 'neither'
}

/**
 * How the value of an indicator is rounded: no rounding may flatter. A share of which more is better is rounded down,
 * so that 99.996 % is never shown as 100; one of which less is better is rounded up: something is never shown as 0.
 */
export function writingOf(
  { unit, better }: Pick<Indicator, 'unit' | 'better'>,
): Pick<IndicatorDefinition, 'rounding' | 'digits'> {
  if (unit === 'count') return { rounding: 'none', digits: 0 }
  if (unit === '%') return { rounding: better === 'less' ? 'up' : 'down', digits: 2 }
  return { rounding: 'half-up', digits: 2 }
}
