import type { RosterColumns } from '../../server/contract/api/workers.ts'
import type { Pick } from '../map/pick.ts'

/** What the desk looks at: what the panel on the right tells of and the map marks. */
export type Selection =
  | { type: 'none' }
  | { type: 'case'; id: number }
  | { type: 'worker'; id: number }
  | { type: 'alarm'; id: number }
  | { type: 'device'; id: number }
  | { type: 'grid'; id: number }
  | { type: 'point'; lng: number; lat: number }
  | { type: 'newCase'; lng: number; lat: number }

/** What the next click on the map is for. */
export type MapTool = 'pick' | 'locate' | 'newCase'

/** What a click on something of the map selects; undefined where there is nothing to tell of it. */
export function selectionOfPick(pick: Pick): Selection | undefined {
  switch (pick.type) {
    case 'worker': return pick.workerId > 0 ? { type: 'worker', id: pick.workerId } : undefined
    case 'case':
    case 'alarm':
    case 'device':
    case 'grid': return { type: pick.type, id: pick.id }
    case 'none': return { type: 'none' }
    case 'cell':
    case 'place':
    case 'camera': return undefined
  }
}

/** What the map is to mark: the case glanced at in the list, else what is selected. */
export function markOf(selection: Selection, glancedCaseId: number | undefined, roster: RosterColumns | null): Pick {
  if (glancedCaseId !== undefined) return { type: 'case', id: glancedCaseId }
  if (selection.type === 'worker') {
    const slot = roster?.id.indexOf(selection.id) ?? -1
    return slot < 0 ? { type: 'none' } : { type: 'worker', slot, workerId: selection.id }
  }
  if (selection.type === 'point' || selection.type === 'newCase') {
    return { type: 'place', lng: selection.lng, lat: selection.lat }
  }
  return selection
}

/** What an address asks to be shown: `?case=` and the id of a case. */
export function selectionOfSearch(search: string): Selection {
  const id = Number(new URLSearchParams(search).get('case'))
  return Number.isSafeInteger(id) && id > 0 ? { type: 'case', id } : { type: 'none' }
}
