export type Bounds = [west: number, south: number, east: number, north: number]

const KM_PER_DEGREE = 111.2
/** Mean distance of the middles of neighbouring H3 cells, by resolution. */
const SPACING_KM: [resolution: number, spacing: number][] = [[6, 6.5], [7, 2.45], [8, 0.93], [9, 0.35]]
/** Fewer cells across a city would hide its places, many more would be noise on a wall. */
const CELLS_ACROSS = 24

/** The coarsest H3 resolution, 6 to 9, of which twenty-four cells or more lie across the longer side of a city. */
export function heatResolution([west, south, east, north]: Bounds): number {
  const widthKm = (east - west) * KM_PER_DEGREE * Math.cos(((south + north) / 2 / 180) * Math.PI)
  const longerKm = Math.max(widthKm, (north - south) * KM_PER_DEGREE)
  return SPACING_KM.find(([, spacing]) => longerKm / spacing >= CELLS_ACROSS)?.[0] ?? 9
}
