/** What lies under a point of the map, or is to be marked on it. */
export type Pick =
  | { type: 'worker'; slot: number; workerId: number }
  | { type: 'case'; id: number }
  | { type: 'alarm'; id: number }
  | { type: 'grid'; id: number }
  | { type: 'cell'; cell: string }
  | { type: 'place'; lng: number; lat: number }
  | { type: 'camera'; id: number }
  | { type: 'device'; id: number }
  | { type: 'none' }

export const NO_PICK: Pick = { type: 'none' }

/** A point of the map's container in CSS pixels. */
export interface ScreenPoint {
  x: number
  y: number
}
