import type { TimeKind } from './api/clocks.ts'

/** An amount of a kind of time: “4工作时”. */
export interface Limit {
  amount: number
  kind: TimeKind
}

/** What each kind is called, its usual name first. A bare 小时 or 时 is of office hours and a bare 天 a working day, as
 * the tables of limits of city management use them; 日 alone is a day of the calendar. English ones without spaces. */
const NAMES: Record<TimeKind, readonly string[]> = {
  'urgent-hour': ['紧急工作时', '紧急工作小时', '紧急时', '自然时', '自然小时', 'urgenthour', 'urgenthours'],
  'working-hour': ['工作时', '工作小时', '个工作时', '小时', '时', 'workinghour', 'workinghours'],
  'working-day': ['工作日', '个工作日', '工作天', '天', 'workingday', 'workingdays'],
  'natural-day': ['自然日', '个自然日', '自然天', '日历日', '日', 'naturalday', 'naturaldays'],
}

const KIND_OF = new Map(
  Object.entries(NAMES).flatMap(([kind, names]) => names.map((name) => [name, kind as TimeKind] as const)),
)
const DIGITS = '零一二三四五六七八九'

/**
 * Reads a limit as the standards write it: “2紧急工作时”, “4工作时”, “1 个工作日”, “三天”, or “4 working hours”. Undefined
 * where it is none.
 */
export function readLimit(text: string): Limit | undefined {
  const match = /^([\d.]+|[零一二两三四五六七八九十百半]+)个?(\D+)$/
    .exec(text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase())
  if (match === null) return undefined
  const amount = /^\d+(\.\d+)?$/.test(match[1]) ? Number(match[1]) : readChineseNumber(match[1])
  const kind = KIND_OF.get(match[2])
  return kind === undefined || !Number.isFinite(amount) ? undefined : { amount, kind }
}

/** A limit as `readLimit` reads it. */
export function limitText({ amount, kind }: Limit): string {
  return `${amount}${NAMES[kind][0]}`
}

/** Up to 999; 半 is a half. NaN where it is no number. */
function readChineseNumber(text: string): number {
  if (text === '半') return 0.5
  let sum = 0
  let digit = Number.NaN
  for (const character of text.replaceAll('两', '二')) {
    if (character === '十' || character === '百') {
      sum += (Number.isNaN(digit) ? 1 : digit) * (character === '十' ? 10 : 100)
      digit = Number.NaN
    } else if (Number.isNaN(digit) || digit === 0) digit = DIGITS.indexOf(character)
    else return Number.NaN
    if (digit === -1) return Number.NaN
  }
  return sum + (Number.isNaN(digit) ? 0 : digit)
}
