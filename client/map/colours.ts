import type { Severity } from '../../server/contract/api/alarms.ts'
import { CASE_STATUSES, type CasePhase, type CaseStatus, phaseOf } from '../../server/contract/api/cases.ts'

/** The same colours as theme.css, as values: deck.gl, MapLibre and echarts cannot read CSS variables. */
export type Rgb = [red: number, green: number, blue: number]
export type Rgba = [red: number, green: number, blue: number, alpha: number]

export const ACCENT = '#22d3ee'

const PHASE_COLOURS: Record<CasePhase, string> = {
  reported: '#f6b73c',
  dispatched: '#4c9dff',
  handled: '#a78bfa',
  closed: '#34d399',
  rejected: '#7d8ba3',
}

/** A status has the colour of its phase. */
export const STATUS_COLOURS = Object.fromEntries(
  CASE_STATUSES.map((status) => [status, PHASE_COLOURS[phaseOf(status)]]),
) as Record<CaseStatus, string>

export const OVERDUE_COLOUR = '#ff5a5f'

export const SEVERITY_COLOURS: Record<Severity, string> = {
  critical: '#ff4d5e',
  major: '#ff8a3d',
  minor: '#f7c948',
  warning: '#5ab0ff',
}

/** Told apart by those who see no red or no green as well; their marks differ too, see worker-mark.tsx. */
export const WORKER_COLOURS = {
  moving: '#5eead4',
  standing: '#1e7fa8',
  idle: '#f4d03f',
  outside: '#b06cf5',
  silent: '#8893a5',
  sos: '#ff3b5c',
} as const

/** Where somebody stayed for a while. */
export const STOP_COLOUR = '#f6b73c'
export const CAMERA_COLOUR = '#93a8c9'
export const DEVICE_COLOUR = '#b7a5e8'
export const SELECTION_COLOUR = '#ffffff'

/** From few to many: dark blue, violet, magenta, orange, pale yellow. Lightness rises all the way, also in grey. */
export const HEAT_COLOURS = ['#1b2a6b', '#4b2a9c', '#8f2d96', '#cf4173', '#f3784c', '#fcb44b', '#fdf0a6'] as const

/** '#rrggbb' as numbers from 0 to 255. Throws where it is not such a text. */
export function rgb(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!match) throw new Error(`Got colour ${hex}, expected '#rrggbb'.`)
  return [parseInt(match[1], 16), parseInt(match[2], 16), parseInt(match[3], 16)]
}

/** '#rrggbb' with an alpha from 0 to 255. */
export function rgba(hex: string, alpha: number): Rgba {
  return [...rgb(hex), alpha]
}

const HEAT_STOPS = HEAT_COLOURS.map(rgb)

/** The heat colour of a value in a domain [low, high]: below pinned to the first colour, above to the last. */
export function heatColour(value: number, domain: readonly [number, number]): Rgb {
  const [low, high] = domain
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 1
  const at = share * (HEAT_STOPS.length - 1)
  const index = Math.min(HEAT_STOPS.length - 2, Math.floor(at))
  const [from, to] = [HEAT_STOPS[index], HEAT_STOPS[index + 1]]
  const mix = at - index
  return [0, 1, 2].map((channel) => Math.round(from[channel] + (to[channel] - from[channel]) * mix)) as Rgb
}
