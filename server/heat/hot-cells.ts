import { cellToLatLng } from 'h3-js'
import type { HotCell } from '../contract/api/heat.ts'
import type { Location } from '../contract/api/grids.ts'
import { countByCell } from './count-cells.ts'
import type { HeatCube, HeatFilter } from './heat-cube.ts'

/**
 * The cells with most cases, most first; of equals, the lower cell index. Each with its count in the period of equal
 * length before, the commonest category, and owner and place as `locate` has them for the cell's centre.
 */
export function hotCells(
  cube: HeatCube,
  filter: HeatFilter,
  resolution: number,
  limit: number,
  locate: (lng: number, lat: number) => Location,
): { n: number; cells: HotCell[] } {
  const rows = cube.select(filter)
  const { fromMs, toMs } = filter
  const rowsBefore = cube.select({ ...filter, fromMs: fromMs - (toMs - fromMs), toMs: fromMs })
  const counts = countByCell(cube, rows, resolution)
  const countsBefore = countByCell(cube, rowsBefore, resolution)
  const { cells } = cube.levels.at(resolution)

  const byCount = (a: number, b: number) => counts[b] - counts[a] || (cells[a] < cells[b] ? -1 : 1)
  const top = [...counts.keys()].filter((number) => counts[number] > 0).sort(byCount).slice(0, limit)
  const topCategories = topCategoryOf(cube, rows, resolution, top)

  function hotCell(number: number, rank: number): HotCell {
    const [lat, lng] = cellToLatLng(cells[number])
    const count = counts[number]
    const before = countsBefore[number]
    const change = before === 0 ? null : (count - before) / before
    const place = placeOf(locate(lng, lat))
    return { cell: cells[number], lng, lat, count, before, change, ...place, topCategoryCode: topCategories[rank] }
  }
  return { n: rows.length, cells: top.map(hotCell) }
}

/** Per hot cell the code with most of its cases; of equals, the smaller code. */
function topCategoryOf(cube: HeatCube, rows: Int32Array, resolution: number, top: number[]): (string | null)[] {
  const { cell, category, categories } = cube
  const { ofCell, cells } = cube.levels.at(resolution)
  const rankOf = new Int32Array(cells.length).fill(-1)
  for (const [rank, number] of top.entries()) rankOf[number] = rank

  const width = categories.keys.length
  const counts = new Int32Array(top.length * width)
  for (const row of rows) {
    const rank = rankOf[ofCell[cell[row]]]
    if (rank >= 0) counts[rank * width + category[row]]++
  }
  return top.map((_, rank) => {
    let best = -1
    let bestCount = 0
    for (let number = 0; number < width; number++) {
      const count = counts[rank * width + number]
      if (count === 0 || count < bestCount) continue
      if (count === bestCount && categories.keys[number] > categories.keys[best]) continue
      best = number
      bestCount = count
    }
    return best === -1 ? null : categories.keys[best]
  })
}

/** The owner is the community grid. The place is the community or district, and the street grid on which it lies. */
function placeOf({ community, street, chain }: Location) {
  const area = chain[0]
  return {
    ownerGridId: community?.gridId ?? null,
    ownerName: community?.name ?? '',
    ownerNameEn: community?.nameEn ?? '',
    placeName: street === null ? area.name : `${area.name} · ${street.name}`,
    placeNameEn: street === null ? area.nameEn : `${area.nameEn} · ${street.nameEn}`,
  }
}
