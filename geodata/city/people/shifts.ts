import type { ShiftPattern } from '../../../server/contract/api/duty.ts'
import type { Worker } from '../city.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const daily = (from: string, to: string) => [{ days: EVERY_DAY, from, to }]

/** The shifts of the simulated city, by code. */
export const SHIFT_PATTERNS: readonly ShiftPattern[] = [
  { code: 'all-day', name: '全天', nameEn: 'All day', spans: daily('00:00', '00:00') },
  { code: 'early', name: '早班', nameEn: 'Early shift', spans: daily('06:00', '14:00') },
  { code: 'late', name: '中班', nameEn: 'Late shift', spans: daily('14:00', '22:00') },
  { code: 'night', name: '夜班', nameEn: 'Night shift', spans: daily('22:00', '06:00') },
]

/** Half of those who work part time come early and half late; the others have no shift, so that at any hour somebody is
 * on the streets. */
export function shiftOf({ id, employment }: Pick<Worker, 'id' | 'employment'>): string | null {
  if (employment === 'full') return null
  return id % 2 === 0 ? 'early' : 'late'
}
