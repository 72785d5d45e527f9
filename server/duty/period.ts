import type { PeriodQuery } from '../contract/api/duty.ts'
import { badInput } from '../errors.ts'

const DAY_MS = 86_400_000

/** The period that a query asks for, by default the day before `nowMs`. Throws 400 where it is empty, or longer than
 * `mostDays`. */
export function periodOf({ from, to }: PeriodQuery, nowMs: number, mostDays: number): { fromMs: number; toMs: number } {
  const toMs = to === undefined ? nowMs : Date.parse(to)
  const fromMs = from === undefined ? toMs - DAY_MS : Date.parse(from)
  if (fromMs >= toMs) throw badInput('from', from, `a time before ${new Date(toMs).toISOString()}`)
  if (toMs - fromMs > mostDays * DAY_MS) throw badInput('from', from, `a time at most ${mostDays} days before the end`)
  return { fromMs, toMs }
}
