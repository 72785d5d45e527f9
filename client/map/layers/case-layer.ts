import { ScatterplotLayer } from '@deck.gl/layers'
import { type CaseSummary, isFinished } from '../../../server/contract/api/cases.ts'
import { OVERDUE_COLOUR, STATUS_COLOURS, type Rgba, rgba } from '../colours.ts'

export interface CaseLayerState {
  /** The cases to draw; a new array whenever one of them has changed. */
  cases: readonly CaseSummary[]
  /** Zoom levels nearer than the view of the whole city. */
  nearness: number
  scale: number
  visible: boolean
}

const OUTLINE: Rgba = [4, 9, 18, 230]
const OVERDUE = rgba(OVERDUE_COLOUR, 255)
const FILLS = Object.fromEntries(
  Object.entries(STATUS_COLOURS).map(([status, colour]) => [status, rgba(colour, 245)]),
) as Record<CaseSummary['status'], Rgba>

/** True for an open case that is late, as the server has said: its calendar knows which hours count. */
export function isOverdue({ status, colour }: Pick<CaseSummary, 'status' | 'colour'>): boolean {
  return !isFinished(status) && colour === 'red'
}

/** Radius of a case of usual weight, in pixels. */
export function caseRadiusPx(nearness: number, scale: number): number {
  return (3.1 + 6 * Math.min(1, Math.max(0, nearness / 4.5))) * scale
}

/** Cases by the colour of their status; an urgent one is larger, an overdue one wears a red ring. */
export function makeCaseLayer({ cases, nearness, scale, visible }: CaseLayerState) {
  const radius = caseRadiusPx(nearness, scale)
  return new ScatterplotLayer<CaseSummary>({
    id: 'cases',
    data: cases as CaseSummary[],
    visible,
    pickable: true,
    stroked: true,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    radiusScale: radius,
    lineWidthScale: Math.max(1, radius / 3.4),
    billboard: true,
    getPosition: (record) => [record.lng, record.lat],
    getRadius: (record) => (record.urgent ? 1.5 : 1),
    getFillColor: (record) => FILLS[record.status],
    getLineColor: (record) => (isOverdue(record) ? OVERDUE : OUTLINE),
    getLineWidth: (record) => (isOverdue(record) ? 1.2 : 0.8),
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
