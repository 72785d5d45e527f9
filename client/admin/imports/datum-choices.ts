/** How coordinates in a file may be meant. The groups are what a list of choices is parted by. */
export type DatumChoice =
  | { code: string; group: 'degrees' | 'metres'; type: 'named' }
  | { code: string; group: 'zone' | 'meridian'; type: 'gauss-kruger'; zone: number; meridianDeg: number }

export const DATUM_GROUPS = ['degrees', 'metres', 'meridian', 'zone'] as const

/** CGCS2000 in zones of 3°: from zone 25 about 75° E to zone 45 about 135° E. */
const FIRST_ZONE = 25
const ZONE_COUNT = 21
const FIRST_WITH_PREFIX = 4513
const FIRST_BY_MERIDIAN = 4534

/** All datums that a clerk may state, in the order in which they are shown. */
export const DATUM_CHOICES: readonly DatumChoice[] = [
  { code: 'wgs84', group: 'degrees', type: 'named' },
  { code: 'EPSG:4490', group: 'degrees', type: 'named' },
  { code: 'gcj02', group: 'degrees', type: 'named' },
  { code: 'bd09', group: 'degrees', type: 'named' },
  { code: 'EPSG:3857', group: 'metres', type: 'named' },
  ...zones('meridian', FIRST_BY_MERIDIAN),
  ...zones('zone', FIRST_WITH_PREFIX),
]

/** The choice of a code, also of EPSG:4326; undefined for a datum that only a file can name. */
export function datumChoiceOf(code: string): DatumChoice | undefined {
  const plain = code === 'EPSG:4326' ? 'wgs84' : code
  return DATUM_CHOICES.find((choice) => choice.code === plain)
}

function zones(group: 'zone' | 'meridian', firstEpsg: number): DatumChoice[] {
  return Array.from({ length: ZONE_COUNT }, (_, index) => ({
    code: `EPSG:${firstEpsg + index}`,
    group,
    type: 'gauss-kruger',
    zone: FIRST_ZONE + index,
    meridianDeg: 3 * (FIRST_ZONE + index),
  }))
}
