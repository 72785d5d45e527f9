import type { MultiPolygon } from 'geojson'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { box, polygon, ring, type AreaToCheck, type GridToCheck } from './boundaries-to-check.ts'

const CITY = '9901'
const DISTRICT = '990101'

/**
 * Two communities beside each other, each cut into `side` by `side` grids, then spoiled as people spoil them: single
 * corners of single grids are moved, so that grids overlap and gape; some grids are left out, some have holes. The same
 * seed gives the same.
 */
export function messyPartition(seed: number, side: number): { areas: AreaToCheck[]; grids: GridToCheck[] } {
  const random = mulberry32(seed)
  const step = 10 / side
  const areas: AreaToCheck[] = [
    { code: CITY, level: 'city', parentCode: null, boundary: box(0, 0, 20, 10) },
    { code: DISTRICT, level: 'district', parentCode: CITY, boundary: box(0, 0, 20, 10) },
  ]
  const grids: GridToCheck[] = []
  for (let community = 0; community < 2; community++) {
    const areaCode = `${DISTRICT}00${community + 1}`
    areas.push({ code: areaCode, level: 'community', parentCode: DISTRICT, boundary: box(community * 10, 0, 10, 10) })
    for (let number = 0; number < side * side; number++) {
      const [x, y] = [community * 10 + (number % side) * step, Math.floor(number / side) * step]
      const chance = random()
      if (chance < 0.05) continue
      const id = grids.length + 1
      const code = `${areaCode}${String(id).padStart(4, '0')}`
      grids.push({ id, layer: 'community', code, areaCode, boundary: spoiledSquare(random, x, y, step) })
    }
  }
  return { areas, grids }
}

/** A square of which each corner may be moved by up to a third of its side, with a hole now and then. */
export function spoiledSquare(random: () => number, x: number, y: number, step: number): MultiPolygon {
  const moved = (at: number): number => (random() < 0.2 ? at + (random() - 0.5) * 0.6 * step : at)
  const corners = ([[0, 0], [1, 0], [1, 1], [0, 1]] as const).map(
    ([east, north]): [number, number] => [moved(x + east * step), moved(y + north * step)],
  )
  if (random() < 0.9) return polygon(ring(...corners))
  const [low, high] = [0.45, 0.55]
  const hole = ([[low, low], [low, high], [high, high], [high, low]] as const).map(
    ([east, north]): [number, number] => [x + east * step, y + north * step],
  )
  return polygon(ring(...corners), ring(...hole))
}
