import { generateCity } from '../../geodata/city/generate-city.ts'
import { mulberry32 } from '../../geodata/city/random.ts'
import { encodeLocatedPoints, MOST_POINTS } from '../../server/contract/located-points.ts'
import { buildGridIndex } from '../../server/grids/grid-index.ts'
import { locateMany, type PointColumns } from '../../server/grids/locate-many.ts'
import { dictionaryJson, locatedJson } from '../../server/grids/located-json.ts'
import { LastPositions } from '../../server/ingest/last-positions.ts'
import { placeOf } from '../../server/ingest/place-position.ts'
import type { Position } from '../../server/ingest/position.ts'
import { spreadPoints } from '../grids/sample-points.ts'
import { type Figures, note, perSecond, takeTurns } from './measure.ts'

export const name = 'locate'

const GRIDS = 63_684
const ROUNDS = 5

/**
 * What goes with a batch of 100,000 points in the demo city, and with a position of a worker: the answer for each layer
 * with its distance, its text or bytes, the longest stretch between two pauses, and the check of the accuracy.
 */
export async function run(): Promise<Figures> {
  note(`locate: generating a demo city of ${GRIDS} grids`)
  const { grids, areas } = generateCity({ seed: 1, grids: GRIDS, workers: 1 })
  const index = buildGridIndex(grids, areas, 1)
  const { community } = index.layers
  const random = mulberry32(3)
  const spread = spreadPoints(grids, 2 * MOST_POINTS, 5)
  const inside = Array.from({ length: spread.length / 2 }, (_, k) => k)
    .filter((k) => community.ownerOf(spread[2 * k], spread[2 * k + 1]) !== 0)
    .slice(0, MOST_POINTS)
  const points: PointColumns = {
    lng: Float64Array.from(inside, (k) => spread[2 * k]),
    lat: Float64Array.from(inside, (k) => spread[2 * k + 1]),
    accuracyM: Float64Array.from(inside, () => 3 + random() * 30),
  }
  const positions = inside.map((_, k): Position => ({
    workerId: k % 18_794, recordedAtMs: k * 10, receivedAtMs: k * 10, lng: points.lng[k], lat: points.lat[k],
    accuracyM: points.accuracyM![k], sequence: 0, protocol: 'batch', sos: false,
  }))
  const located = drive(locateMany(index, points))
  const count = inside.length
  const timings = takeTurns({
    batch: () => drive(locateMany(index, points)),
    json: () => drive(locatedJson(located)),
    bytes: () => encodeLocatedPoints(located, drive(dictionaryJson(located))),
    owner: () => sumOver(points, (lng, lat) => community.ownerOf(lng, lat)),
    accuracy10: () => sumOver(points, (lng, lat) => near(community.distanceToNearestEdgeM(lng, lat, 10))),
    accuracy30: () => sumOver(points, (lng, lat) => near(community.distanceToNearestEdgeM(lng, lat, 30))),
    nearest: () => sumOver(points, (lng, lat) => community.distanceToNearestEdgeM(lng, lat)),
    settle: () => {
      const last = new LastPositions([], index)
      for (const position of positions) last.take({ ...position, ...placeOf(position, index) })
    },
  }, ROUNDS)
  // Of several rounds the best: the system itself holds any step up now and then.
  const longestMs = Math.max(
    best(() => longestStep(locateMany(index, points))), best(() => longestStep(locatedJson(located))),
  )
  const nanoseconds = ({ minMs }: { minMs: number }) => Math.round((minMs / count) * 1e6)
  return {
    points: count,
    located_per_s: perSecond(count, timings.batch),
    batch_json_ms: Math.round(timings.json.minMs),
    batch_bytes_ms: Math.round(timings.bytes.minMs),
    longest_step_ms: Number(longestMs.toFixed(2)),
    owner_ns: nanoseconds(timings.owner),
    accuracy_10m_ns: nanoseconds(timings.accuracy10),
    accuracy_30m_ns: nanoseconds(timings.accuracy30),
    nearest_edge_ns: nanoseconds(timings.nearest),
    settle_position_ns: nanoseconds(timings.settle),
  }
}

function drive<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

function best(measure: () => number): number {
  return Math.min(...Array.from({ length: ROUNDS }, measure))
}

/** The milliseconds of the longest stretch between two pauses. */
function longestStep(work: Generator<void, unknown>): number {
  let longestMs = 0
  for (let done = false; !done;) {
    const start = performance.now()
    done = work.next().done === true
    longestMs = Math.max(longestMs, performance.now() - start)
  }
  return longestMs
}

function sumOver({ lng, lat }: PointColumns, ask: (lng: number, lat: number) => number): number {
  let sum = 0
  for (let k = 0; k < lng.length; k++) sum += ask(lng[k], lat[k])
  return sum
}

function near(distanceM: number): number {
  return distanceM === Infinity ? 0 : 1
}
