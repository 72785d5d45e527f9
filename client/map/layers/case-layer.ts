import { ScatterplotLayer } from '@deck.gl/layers'
import { type CaseSummary, isFinished } from '../../../server/contract/api/cases.ts'
import { OVERDUE_COLOUR, STATUS_COLOURS, type Rgba, rgba } from '../colours.ts'

export interface CaseLayerState {
  /** The cases to draw; a new array whenever one of them has changed. */
  cases: readonly CaseSummary[]
  /** Unix milliseconds by which a case is overdue; rounded to the minute, so that colours change once a minute. */
  minuteMs: number
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

/** True for a case that is still open after it was due. */
export function isOverdue(record: CaseSummary, nowMs: number): boolean {
  return !isFinished(record.status) && Date.parse(record.dueAt) < nowMs
}

/** Radius of a case of usual weight, in pixels. */
export function caseRadiusPx(nearness: number, scale: number): number {
  return (3.1 + 6 * Math.min(1, Math.max(0, nearness / 4.5))) * scale
}

/** Cases by the colour of their status; an urgent one is larger, an overdue one wears a red ring. */
export function makeCaseLayer({ cases, minuteMs, nearness, scale, visible }: CaseLayerState) {
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
    getLineColor: (record) => (isOverdue(record, minuteMs) ? OVERDUE : OUTLINE),
    getLineWidth: (record) => (isOverdue(record, minuteMs) ? 1.2 : 0.8),
    updateTriggers: { getLineColor: minuteMs, getLineWidth: minuteMs },
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
