/** What the map shows. Names are those of ?layers=workers,cases,… */
export interface LayerSwitches {
  workers: boolean
  cases: boolean
  alarms: boolean
  heat: boolean
  grids: boolean
  streetGrids: boolean
  exclusiveGrids: boolean
  cameras: boolean
  devices: boolean
  buildings: boolean
}

export const LAYER_NAMES = [
  'workers', 'cases', 'alarms', 'heat', 'grids', 'streetGrids', 'exclusiveGrids', 'cameras', 'devices', 'buildings',
] as const satisfies readonly (keyof LayerSwitches)[]

export type LayerName = (typeof LAYER_NAMES)[number]

/** What is on where the address says nothing. */
export const DEFAULT_LAYERS: LayerSwitches = {
  workers: true,
  cases: true,
  alarms: true,
  heat: false,
  grids: true,
  streetGrids: false,
  exclusiveGrids: false,
  cameras: false,
  devices: false,
  buildings: true,
}

/** Reads the switches out of `?layers=`: exactly the named ones are on. Absent: `defaults`. Unknown names are passed
 * over. */
export function layersOfSearch(search: string, defaults: LayerSwitches = DEFAULT_LAYERS): LayerSwitches {
  const text = new URLSearchParams(search).get('layers')
  if (text === null) return { ...defaults }
  const named = new Set(text.split(',').map((name) => name.trim()))
  return Object.fromEntries(LAYER_NAMES.map((name) => [name, named.has(name)])) as unknown as LayerSwitches
}

/** The value of `?layers=` that says the same; reading it back gives `switches`. */
export function layersParameter(switches: LayerSwitches): string {
  return LAYER_NAMES.filter((name) => switches[name]).join(',')
}
