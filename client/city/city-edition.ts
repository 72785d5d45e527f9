import type { CityRecord } from '../../server/contract/api/city.ts'
import type { Pulse } from '../../server/contract/live.ts'

/** Which boundaries and which imported things: a page made with one edition shows another wrongly. */
export type Edition = Pick<CityRecord & Pulse, 'gridVersionId' | 'baseRevision'>

/** An edition as one text, to compare and to remember. */
export function editionKey({ gridVersionId, baseRevision }: Edition): string {
  return `${gridVersionId}.${baseRevision}`
}

/** True where the server has another edition than the page was made with; false while nothing was heard of it. */
export function isOutdated(shown: Edition, heard: Edition | null): boolean {
  return heard !== null && editionKey(heard) !== editionKey(shown)
}
