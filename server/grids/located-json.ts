import { DECISIONS, type LocatedDictionary } from '../contract/api/grids.ts'
import type { LocatedColumns } from '../contract/located-points.ts'

/** So many numbers, or so many grids, are written between two pauses. */
const NUMBERS_PER_STEP = 4096
const RECORDS_PER_STEP = 256

/** The text of a LocatedReply. Pauses now and then. */
export function* locatedJson(located: LocatedColumns): Generator<void, string> {
  const { versionId, grids, areas, ...columns } = located
  let text = `{"versionId":${versionId},"decisions":${JSON.stringify(DECISIONS)}`
  for (const [name, column] of Object.entries(columns)) {
    text += `,"${name}":[`
    for (let k = 0; k < column.length; k += NUMBERS_PER_STEP) {
      text += (k > 0 ? ',' : '') + column.subarray(k, k + NUMBERS_PER_STEP).join(',')
      yield
    }
    text += ']'
  }
  return `${text},${(yield* dictionaryJson({ grids, areas })).slice(1)}`
}

/** The text of the dictionary. Pauses now and then. */
export function* dictionaryJson({ grids, areas }: LocatedDictionary): Generator<void, string> {
  return `{"grids":${yield* listJson(grids)},"areas":${yield* listJson(areas)}}`
}

function* listJson(records: readonly object[]): Generator<void, string> {
  const pieces: string[] = []
  for (let k = 0; k < records.length; k += RECORDS_PER_STEP) {
    pieces.push(JSON.stringify(records.slice(k, k + RECORDS_PER_STEP)).slice(1, -1))
    yield
  }
  return `[${pieces.join(',')}]`
}
