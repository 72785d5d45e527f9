import { boxesMeet, boxOf, type Edge, lineKeyOf, middleOf } from './plane.ts'
import { boxOfPolygons, edgesOf, placeIn, type Polygon } from './polygon.ts'
import { traceFaces } from './trace-faces.ts'

/** The faces into which pieces of lines cut a polygon: itself alone where they do not cut it through. The polygon must
 * have the ends of the pieces that touch it as vertices, and no piece may cross an edge. */
export function cutPolygon(polygon: Polygon, pieces: readonly Edge[]): Polygon[] {
  const inner = piecesInside(polygon, pieces)
  if (inner.length === 0) return [polygon]
  const bothWays = inner.flatMap(([from, to]): Edge[] => [[from, to], [to, from]])
  return traceFaces([...edgesOf([polygon]), ...bothWays])
}

/** The pieces that run through the inside of a polygon, each once. */
export function piecesInside(polygon: Polygon, pieces: readonly Edge[]): Edge[] {
  const box = boxOfPolygons([polygon])
  const edges = new Set(edgesOf([polygon]).map((edge) => lineKeyOf(...edge)))
  const inside = new Map<string, Edge>()
  for (const piece of pieces) {
    const key = lineKeyOf(...piece)
    if (edges.has(key) || inside.has(key) || !boxesMeet(boxOf(piece), box)) continue
    if (placeIn([polygon], middleOf(...piece)) === 'inside') inside.set(key, piece)
  }
  return [...inside.values()]
}
