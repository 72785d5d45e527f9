import { generateCity } from '../../geodata/city/generate-city.ts'
import { densify } from './densify.ts'
import { note, type Figures } from './measure.ts'
import { compareLookups } from './compare-lookups.ts'

export const name = 'route'

const GRIDS = 63_684
const DETAILED_GRIDS = 30_000
const DETAILED_VERTICES = 1_300_000

/**
 * Finds the owners of random points in the demo city: the index against flatbush + turf and against PostGIS.
 * detailed_ratio is the index against flatbush + turf on 30,000 grids with 1.3 million vertices; floor_ratio how many
 * times as long the index takes as it takes to hash the points to their cells.
 */
export async function run(): Promise<Figures> {
  const layer = communityGrids(GRIDS)
  const figures = await compareLookups(layer, { postgis: true })
  const detailed = await compareLookups(densify(communityGrids(DETAILED_GRIDS), DETAILED_VERTICES), { postgis: false })
  return {
    ...figures,
    disagreements: figures.disagreements! + detailed.disagreements!,
    detailed_ratio: Number((detailed.lookups_per_s! / detailed.flatbush_turf_per_s!).toPrecision(3)),
    detailed_build_ms: detailed.build_ms,
    detailed_heap_mb: detailed.heap_mb,
  }
}

function communityGrids(grids: number) {
  note(`route: generating a demo city of ${grids} grids`)
  return generateCity({ seed: 1, grids, workers: 1 }).grids.filter((grid) => grid.layer === 'community')
}
