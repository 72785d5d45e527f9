import type { EditBody } from '../../contract/api/boundaries.ts'
import { badInput } from '../../errors.ts'

type Boundary = EditBody['added'][number]['boundary']

/** Throws 400 for what can be seen to be wrong without the database: an edit of nothing, the same grid or code twice, a
 * ring that is not closed, a coordinate that is no degree. Names the field. */
export function checkEdits({ changed, added, removed }: EditBody): void {
  if (changed.length + added.length + removed.length === 0) {
    throw badInput('changed', [], 'at least one grid that is changed, added or removed')
  }
  refuseTwice('id', [...changed.map(({ id }) => id), ...removed], 'each grid once, changed or removed')
  refuseTwice('code', [...changed, ...added].flatMap(({ code }) => code ?? []), 'each code once')
  for (const [index, { boundary }] of changed.entries()) {
    if (boundary !== undefined) checkBoundary(`changed[${index}].boundary`, boundary)
  }
  for (const [index, { boundary }] of added.entries()) checkBoundary(`added[${index}].boundary`, boundary)
}

function refuseTwice(field: string, values: readonly (string | number)[], expected: string): void {
  const seen = new Set<string | number>()
  for (const value of values) {
    if (seen.has(value)) throw badInput(field, value, expected)
    seen.add(value)
  }
}

function checkBoundary(field: string, { coordinates }: Boundary): void {
  for (const [part, rings] of coordinates.entries()) {
    for (const [number, ring] of rings.entries()) {
      const name = `${field}.coordinates[${part}][${number}]`
      for (const [index, position] of ring.entries()) {
        const [lng, lat] = position
        const degrees = position.length === 2 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
        if (!degrees) throw badInput(`${name}[${index}]`, position, 'a longitude and a latitude in degrees')
      }
      const [first, last] = [ring[0], ring[ring.length - 1]]
      if (first[0] !== last[0] || first[1] !== last[1]) {
        throw badInput(name, [first, last], 'a closed ring, its last position equal to its first')
      }
    }
  }
}
