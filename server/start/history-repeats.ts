import type { City } from '../../geodata/city/city.ts'
import { mulberry32 } from '../../geodata/city/random.ts'
import type { History } from '../../geodata/history/history.ts'

const HOUR_MS = 3_600_000
/** As the desk is shown them: of the same category, about 100 m apart, within three days. */
const CELL_DEG = 0.001
const WITHIN_MS = 72 * HOUR_MS
/** Of those that could be the same, so many are. */
const SHARE = 0.9
const LEAST_SEEN_MS = 4 * 60_000
const MEAN_SEEN_MS = 15 * 60_000

/** By index of a case that repeats another: that one, and when somebody saw it. */
export type Repeats = ReadonlyMap<number, { of: number; seenAtMs: number }>

/**
 * The cases of a history that repeat an earlier one of the same category at the same place, reported while that one was
 * not closed. None repeats a repeat. The same history and seed give the same ones.
 */
export function findHistoryRepeats(history: History, { seed }: Pick<City, 'seed'>, untilMs: number): Repeats {
  const random = mulberry32(seed ^ 0xd0b1e)
  const latest = new Map<string, number>()
  const repeats = new Map<number, { of: number; seenAtMs: number }>()
  for (let index = 0; index < history.count; index++) {
    const x = Math.floor(history.lng[index]! / CELL_DEG)
    const y = Math.floor(history.lat[index]! / CELL_DEG)
    const key = `${history.category[index]} ${x} ${y}`
    const of = latest.get(key)
    const reportedAtMs = history.reportedAt[index]!
    const seenAtMs = reportedAtMs + LEAST_SEEN_MS - MEAN_SEEN_MS * Math.log(1 - random())
    const isSame = random() < SHARE
    if (of !== undefined && isSame && isOpen(history, of, seenAtMs) && seenAtMs <= untilMs
      && reportedAtMs - history.reportedAt[of]! < WITHIN_MS) {
      repeats.set(index, { of, seenAtMs })
    } else latest.set(key, index)
  }
  return repeats
}

/** Whether a case was not closed at a time; NaN is not yet. */
function isOpen({ closedAt }: History, index: number, atMs: number): boolean {
  return !(closedAt[index]! <= atMs)
}
