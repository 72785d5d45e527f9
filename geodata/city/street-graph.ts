import type { City, RoadClass } from './city.ts'

/** The classes of `edgeClass`, by number. */
export const ROAD_CLASSES: readonly RoadClass[] = ['expressway', 'arterial', 'secondary', 'tertiary', 'lane']

/**
 * The streets as a graph in compressed rows: node n is at lng[n], lat[n]; its edges are firstEdge[n] to firstEdge[n + 1],
 * each leading to target[e] over lengthM[e] metres. Every street can be walked both ways, so each is there twice.
 */
export interface StreetGraph {
  lng: Float64Array
  lat: Float64Array
  firstEdge: Uint32Array
  target: Uint32Array
  lengthM: Float64Array
  edgeClass: Uint8Array
}

const METRES_PER_DEGREE = 111_195

/** Joins the roads where they share a point, which they do exactly: they come from one planar map. */
export function buildStreetGraph(city: Pick<City, 'base'>): StreetGraph {
  const nodes = new Map<string, number>()
  const lng: number[] = []
  const lat: number[] = []
  const from: number[] = []
  const to: number[] = []
  const lengths: number[] = []
  const classes: number[] = []
  const nodeAt = ([x, y]: number[]): number => {
    const key = `${x},${y}`
    const known = nodes.get(key)
    if (known !== undefined) return known
    nodes.set(key, lng.length)
    lng.push(x)
    lat.push(y)
    return lng.length - 1
  }
  for (const { geometry, properties } of city.base.roads.features) {
    if (geometry.type !== 'LineString') continue
    const roadClass = ROAD_CLASSES.indexOf(properties!.class as RoadClass)
    for (let index = 1; index < geometry.coordinates.length; index++) {
      const a = nodeAt(geometry.coordinates[index - 1])
      const b = nodeAt(geometry.coordinates[index])
      const east = (lng[b] - lng[a]) * METRES_PER_DEGREE * Math.cos((lat[a] * Math.PI) / 180)
      const north = (lat[b] - lat[a]) * METRES_PER_DEGREE
      from.push(a, b)
      to.push(b, a)
      lengths.push(Math.hypot(east, north), Math.hypot(east, north))
      classes.push(roadClass, roadClass)
    }
  }

  const firstEdge = new Uint32Array(lng.length + 1)
  for (const node of from) firstEdge[node + 1]++
  for (let node = 0; node < lng.length; node++) firstEdge[node + 1] += firstEdge[node]
  const next = firstEdge.slice()
  const target = new Uint32Array(from.length)
  const lengthM = new Float64Array(from.length)
  const edgeClass = new Uint8Array(from.length)
  for (let index = 0; index < from.length; index++) {
    const edge = next[from[index]]++
    target[edge] = to[index]
    lengthM[edge] = lengths[index]
    edgeClass[edge] = classes[index]
  }
  return { lng: Float64Array.from(lng), lat: Float64Array.from(lat), firstEdge, target, lengthM, edgeClass }
}
