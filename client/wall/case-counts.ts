import type { CityEvent } from '../../server/contract/live.ts'

/** Cases of one city day as the charts show them: counted by the server up to an instant, by the feed from there on. */
export interface CaseCounts {
  /** The day, 'YYYY-MM-DD' in city time. */
  day: string
  /** Cases reported before this instant are in the server's counts. */
  countedUntilMs: number
  /** By hour of the city's clock, 24 numbers. */
  today: readonly number[]
  yesterday: readonly number[]
  /** By class code (level 2 of the catalogue). */
  byClass: Readonly<Record<string, number>>
}

export const NO_COUNTS: CaseCounts = {
  day: '', countedUntilMs: Infinity, today: Array(24).fill(0), yesterday: Array(24).fill(0), byClass: {},
}

/** What the counting needs to know of the city. */
export interface CountingRules {
  /** The city's day, 'YYYY-MM-DD', and hour, 0–23, of an instant. */
  dayOf(at: string): string
  hourOf(at: string): number
  /** The class above a category code; the code itself where the catalogue does not know it. */
  classOf(categoryCode: string): string
}

/** The counts after events of the feed. Only first reports of this day that the server has not counted count, so that
 * a case is in exactly one of the two. */
export function countEvents(counts: CaseCounts, events: readonly CityEvent[], rules: CountingRules): CaseCounts {
  const fresh = events.flatMap((event) =>
    event.topic === 'case' && event.change === 'report'
    && Date.parse(event.case.reportedAt) >= counts.countedUntilMs
    && rules.dayOf(event.case.reportedAt) === counts.day
      ? [event.case]
      : [])
  if (fresh.length === 0) return counts
  const today = [...counts.today]
  const byClass = { ...counts.byClass }
  for (const record of fresh) {
    today[rules.hourOf(record.reportedAt)]++
    const code = rules.classOf(record.categoryCode)
    byClass[code] = (byClass[code] ?? 0) + 1
  }
  return { ...counts, today, byClass }
}

/** The events of `recent` (newest first) that are newer than `seq`, oldest first. */
export function eventsAfter(recent: readonly CityEvent[], seq: number): CityEvent[] {
  return recent.filter((event) => event.seq > seq).toReversed()
}

/** The `limit` greatest of counts by code, greatest first; equal ones by code, so that bars do not change places. */
export function greatest(counts: Readonly<Record<string, number>>, limit: number): [code: string, count: number][] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([codeA, a], [codeB, b]) => b - a || (codeA < codeB ? -1 : 1))
    .slice(0, limit)
}

/** Counts by hour out of keys '0'–'23'. */
export function byHour({ key, count }: { key: readonly string[]; count: readonly number[] }): number[] {
  const hours: number[] = Array(24).fill(0)
  key.forEach((hour, index) => { hours[Number(hour)] = count[index] })
  return hours
}
