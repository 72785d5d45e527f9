import { latLngToCell } from 'h3-js'
import { mulberry32, pick } from '../../geodata/city/random.ts'
import type { HeatCase } from '../../server/heat/heat-cube.ts'
import { CASE_STATUSES, CHANNELS } from '../../server/contract/api/cases.ts'

const DAY_MS = 86_400_000
export const YEAR_START_MS = Date.parse('2025-01-01T00:00:00Z')

const CATEGORIES = ['01001', '01002', '06001', '06002', '09001']
const AREAS = ['990101001001', '990101001002', '990101002001', '990102001001']

/** Seeded cases around a city over a year, denser in its middle, in order of time but for every tenth. */
export function randomCases(count: number, seed: number): HeatCase[] {
  const random = mulberry32(seed)
  return Array.from({ length: count }, (_, index) => {
    const late = random() < 0.1 ? random() * 30 * DAY_MS : 0
    const reportedAtMs = Math.floor(YEAR_START_MS + (index / count) * 365 * DAY_MS - late)
    const near = (middle: number) => middle + (random() + random() - 1) * 0.05
    return {
      id: index + 1,
      cell: latLngToCell(near(30.2), near(120.2), 10),
      reportedAtMs,
      categoryCode: pick(random, CATEGORIES),
      areaCode: pick(random, AREAS),
      status: pick(random, CASE_STATUSES),
      channel: pick(random, CHANNELS),
    }
  })
}
