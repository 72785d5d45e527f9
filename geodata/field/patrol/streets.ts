import { toMetres } from '../../city/projection.ts'
import { ROAD_CLASSES, type StreetGraph } from '../../city/street-graph.ts'

/** The streets as straight pieces between corners, in metres east and north of the city's centre. */
export interface Streets {
  x: Float64Array
  y: Float64Array
  /** The ways on from corner n are the half-edges firstEdge[n] to firstEdge[n + 1], each from origin to target. */
  firstEdge: Uint32Array
  origin: Uint32Array
  target: Uint32Array
  lengthM: Float64Array
}

/** The streets that people walk and cycle on: all but the expressways, whose corners stay and lead nowhere. */
export function streetsOf(graph: StreetGraph): Streets {
  const expressway = ROAD_CLASSES.indexOf('expressway')
  const nodes = graph.lng.length
  const x = new Float64Array(nodes)
  const y = new Float64Array(nodes)
  const firstEdge = new Uint32Array(nodes + 1)
  const origin: number[] = []
  const target: number[] = []
  const lengthM: number[] = []
  for (let node = 0; node < nodes; node++) {
    const [east, north] = toMetres(graph.lng[node], graph.lat[node])
    x[node] = east
    y[node] = north
    for (let edge = graph.firstEdge[node]; edge < graph.firstEdge[node + 1]; edge++) {
      if (graph.edgeClass[edge] === expressway) continue
      origin.push(node)
      target.push(graph.target[edge])
      lengthM.push(graph.lengthM[edge])
    }
    firstEdge[node + 1] = origin.length
  }
  return {
    x, y, firstEdge,
    origin: Uint32Array.from(origin), target: Uint32Array.from(target), lengthM: Float64Array.from(lengthM),
  }
}
