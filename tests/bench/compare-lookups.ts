import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import { buildLayerIndex, type LayerIndex } from '../../server/grids/index/layer-index.ts'
import { spreadPoints, verticesAndMiddles } from '../grids/sample-points.ts'
import { flatbushTurf } from './flatbush-turf.ts'
import { measureGrowth } from './heap-growth.ts'
import { note, perSecond, takeTurns, type Timing } from './measure.ts'
import { askPostgis } from './postgis-speed.ts'

const POINTS = 1_000_000
const BASELINE_POINTS = 100_000
const EDGE_POINTS = 50_000
const ROUNDS = 9
const BUILD_ROUNDS = 3

/**
 * Measures lookups of seeded random points in `layer`, one thread, and counts the points on which the index differs
 * from flatbush + turf (random points) or from PostGIS (random points, vertices and edge middles).
 */
export async function compareLookups(layer: readonly GridPolygon[], options: { postgis: boolean }): Promise<Record<string, number | null>> {
  const { build } = takeTurns({ build: () => buildLayerIndex(layer) }, BUILD_ROUNDS)
  const { made: index, heapMb } = await measureGrowth(() => buildLayerIndex(layer))
  note(`index: ${layer.length} grids, ${index.table.count} edges, built in ${describe(build)}, ${heapMb.toFixed(0)} MB`)

  const points = spreadPoints(layer, POINTS, 2026)
  const some = points.subarray(0, 2 * BASELINE_POINTS)
  const owners = new Uint32Array(POINTS)
  const baseline = flatbushTurf(layer)
  const expected = new Uint32Array(BASELINE_POINTS)
  const timings = takeTurns({
    index: () => index.ownersOfMany(points, owners),
    single: () => lookUpSingly(index, points),
    hash: () => hashToCells(index, points),
    flatbushTurf: () => {
      for (let k = 0; k < BASELINE_POINTS; k++) expected[k] = baseline(some[2 * k], some[2 * k + 1])
    },
  }, ROUNDS)
  note(`index, ${POINTS} points at once: ${describe(timings.index)}; one by one: ${describe(timings.single)}`)
  note(`physical floor, ${POINTS} points hashed to their cells: ${describe(timings.hash)}`)
  note(`flatbush + turf, ${BASELINE_POINTS} points: ${describe(timings.flatbushTurf)}`)

  let disagreements = 0
  for (let k = 0; k < BASELINE_POINTS; k++) if (owners[k] !== expected[k]) disagreements++
  const postgis = options.postgis ? await comparePostgis(layer, index, some) : undefined
  return {
    grids: layer.length,
    lookups_per_s: perSecond(POINTS, timings.index),
    flatbush_turf_per_s: perSecond(BASELINE_POINTS, timings.flatbushTurf),
    postgis_per_s: postgis ? perSecond(BASELINE_POINTS, postgis.timing) : null,
    disagreements: disagreements + (postgis?.disagreements ?? 0),
    build_ms: Math.round(build.minMs),
    heap_mb: Math.round(heapMb),
    cell_hash_per_s: perSecond(POINTS, timings.hash),
    floor_ratio: Number((timings.index.minMs / timings.hash.minMs).toPrecision(3)),
  }
}

async function comparePostgis(layer: readonly GridPolygon[], index: LayerIndex, points: Float64Array) {
  const edgePoints = verticesAndMiddles(layer)
  // Every so many, so that they come from all over the layer.
  const step = Math.max(1, Math.floor(edgePoints.length / 2 / EDGE_POINTS))
  const chosen = edgePoints.filter((_, k) => (k >> 1) % step === 0)
  try {
    const { timing, owners } = await askPostgis(layer, points, chosen, 3)
    note(`postgis, ${points.length / 2} points: ${describe(timing)}; ${chosen.length / 2} vertices and edge middles`)
    const all = new Float64Array(points.length + chosen.length)
    all.set(points)
    all.set(chosen, points.length)
    const disagreements = owners.filter((owner, k) => owner !== index.ownerOf(all[2 * k], all[2 * k + 1])).length
    return { timing, disagreements }
  } catch (error) {
    note(`postgis: not measured: ${(error as Error).message}`)
    return undefined
  }
}

function lookUpSingly(index: LayerIndex, points: Float64Array): number {
  let mixed = 0
  for (let k = 0; k < points.length; k += 2) mixed ^= index.ownerOf(points[k], points[k + 1])
  return mixed
}

/** What no table of cells can do without: the cell of a point, and its value from memory. */
function hashToCells(index: LayerIndex, points: Float64Array): number {
  const { minX, minY, perX, perY, columns, rows } = index.frame
  const { cells } = index.tables
  let mixed = 0
  for (let k = 0; k < points.length; k += 2) {
    const x = (points[k] - minX) * perX
    const y = (points[k + 1] - minY) * perY
    if (x >= 0 && x < columns && y >= 0 && y < rows) mixed ^= cells[(y | 0) * columns + (x | 0)]
  }
  return mixed
}

function describe({ minMs, medianMs }: Timing): string {
  return `${minMs.toFixed(1)} ms (median ${medianMs.toFixed(1)} ms)`
}
