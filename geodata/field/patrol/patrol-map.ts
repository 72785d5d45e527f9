import Flatbush from 'flatbush'
import type { Grid } from '../../city/city.ts'
import { groundShape, isWithin } from './ground-shape.ts'
import type { Streets } from './streets.ts'

/** The streets with the beat of every grid, as walkers need them. Beat t is of the grid given as the t-th. */
export interface PatrolMap extends Streets {
  /** The corners on beat t, ascending: homeNode[firstHomeNode[t]] to homeNode[firstHomeNode[t + 1]]; never none. */
  firstHomeNode: Uint32Array
  homeNode: Uint32Array
  /** The middle of beat t. */
  middleX: Float64Array
  middleY: Float64Array
}

/** The street along the border of a grid is on its beat, though half of it is the neighbour's. */
const BORDER_STREET_M = 20
/** The beat of a grid that no street corner lies in: the corners nearest to its middle. */
const CORNERS_OF_A_BEAT_WITHOUT = 6

/** Finds the beat of each grid on the streets. Throws where there are no streets. */
export function buildPatrolMap(streets: Streets, grids: readonly Pick<Grid, 'boundary'>[]): PatrolMap {
  const { x, y, firstEdge } = streets
  const corners = new Flatbush(x.length)
  for (let node = 0; node < x.length; node++) corners.add(x[node], y[node])
  corners.finish()

  const hasWayOn = (node: number) => firstEdge[node + 1] > firstEdge[node]
  const firstHomeNode = new Uint32Array(grids.length + 1)
  const homeNode: number[] = []
  const middleX = new Float64Array(grids.length)
  const middleY = new Float64Array(grids.length)
  for (let t = 0; t < grids.length; t++) {
    const shape = groundShape(grids[t].boundary)
    middleX[t] = (shape.west + shape.east) / 2
    middleY[t] = (shape.south + shape.north) / 2
    const near = corners.search(
      shape.west - BORDER_STREET_M, shape.south - BORDER_STREET_M,
      shape.east + BORDER_STREET_M, shape.north + BORDER_STREET_M,
      (node) => hasWayOn(node) && isWithin(shape, x[node], y[node], BORDER_STREET_M),
    )
    const nearest = () => corners.neighbors(middleX[t], middleY[t], CORNERS_OF_A_BEAT_WITHOUT, Infinity, hasWayOn)
    const beat = near.length > 0 ? near : nearest()
    homeNode.push(...beat.sort((a, b) => a - b))
    firstHomeNode[t + 1] = homeNode.length
  }
  return { ...streets, firstHomeNode, homeNode: Uint32Array.from(homeNode), middleX, middleY }
}

/** True where corner `node` is on beat `t`. */
export function isOnBeat({ firstHomeNode, homeNode }: PatrolMap, t: number, node: number): boolean {
  let low = firstHomeNode[t]
  let high = firstHomeNode[t + 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (homeNode[middle] < node) low = middle + 1
    else high = middle
  }
  return low < firstHomeNode[t + 1] && homeNode[low] === node
}

/** Metres from corner `node` to the middle of beat `t`. */
export function distanceToMiddleM({ x, y, middleX, middleY }: PatrolMap, t: number, node: number): number {
  return Math.hypot(x[node] - middleX[t], y[node] - middleY[t])
}
