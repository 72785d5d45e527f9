import { ScatterplotLayer } from '@deck.gl/layers'
import { type AlarmSummary, SEVERITIES, type Severity } from '../../../server/contract/api/alarms.ts'
import { SEVERITY_COLOURS, rgba } from '../colours.ts'

export interface AlarmLayerState {
  /** Active alarms by severity; an array stays the same object until it changes. */
  bySeverity: Record<Severity, readonly AlarmSummary[]>
  /** Any clock that runs on, milliseconds. */
  nowMs: number
  /** Zoom levels nearer than the view of the whole city. */
  nearness: number
  scale: number
  visible: boolean
}

/** How an alarm of a severity shows: radius of its dot, reach of its ring (1 = no ring), seconds of one beat. */
const STYLES: Record<Severity, { radius: number; reach: number; beatS: number }> = {
  critical: { radius: 6, reach: 5.2, beatS: 1.1 },
  major: { radius: 5, reach: 3.8, beatS: 1.8 },
  minor: { radius: 4.2, reach: 2.6, beatS: 3 },
  warning: { radius: 3.6, reach: 1, beatS: 1 },
}

/** The alarms by severity, each list in the order of `alarms`. */
export function alarmsBySeverity(alarms: Iterable<AlarmSummary>): Record<Severity, AlarmSummary[]> {
  const lists: Record<Severity, AlarmSummary[]> = { critical: [], major: [], minor: [], warning: [] }
  for (const alarm of alarms) lists[alarm.severity].push(alarm)
  return lists
}

/** Where a ring is in its beat: its radius as a multiple of the dot's, its strength from 1 (just left) to 0. */
export function pulseAt(severity: Severity, nowMs: number, phase: number): { radius: number; strength: number } {
  const { reach, beatS } = STYLES[severity]
  const share = (nowMs / 1000 / beatS + phase) % 1
  return { radius: 1 + (reach - 1) * share, strength: (1 - share) ** 1.6 }
}

const flat = { depthCompare: 'always', depthWriteEnabled: false } as const

/** Alarms as dots that send out rings, faster and wider the graver. A frame changes two uniforms, never the data. */
export function makeAlarmLayers({ bySeverity, nowMs, nearness, scale, visible }: AlarmLayerState) {
  const size = (0.9 + 0.7 * Math.min(1, Math.max(0, nearness / 4.5))) * scale
  const layers: ScatterplotLayer<AlarmSummary>[] = []
  for (const severity of SEVERITIES.toReversed()) {
    const { radius, reach } = STYLES[severity]
    const colour = SEVERITY_COLOURS[severity]
    const shared = {
      data: bySeverity[severity] as AlarmSummary[],
      visible,
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      billboard: true,
      stroked: true,
      getPosition: (alarm: AlarmSummary): [number, number] => [alarm.lng, alarm.lat],
      parameters: flat,
    } as const
    for (const phase of reach > 1 ? [0, 0.5] : []) {
      const pulse = pulseAt(severity, nowMs, phase)
      layers.push(new ScatterplotLayer<AlarmSummary>({
        ...shared,
        id: `alarm-rings-${severity}-${phase}`,
        radiusScale: radius * size * pulse.radius,
        opacity: pulse.strength,
        // What is over sends no rings, even while nobody has acknowledged it.
        getRadius: (alarm) => (alarm.cleared ? 0 : 1),
        getFillColor: (alarm) => rgba(colour, alarm.cleared ? 0 : 46),
        getLineColor: (alarm) => rgba(colour, alarm.cleared ? 0 : 235),
        getLineWidth: 1.6 * scale,
      }))
    }
    layers.push(new ScatterplotLayer<AlarmSummary>({
      ...shared,
      id: `alarms-${severity}`,
      pickable: true,
      radiusScale: radius * size,
      getFillColor: (alarm) => rgba(colour, alarm.cleared ? 110 : 255),
      // One that somebody has acknowledged is calmer: its rim is dark, not white.
      getLineColor: (alarm) => (alarm.acknowledged || alarm.cleared ? [6, 11, 20, 255] : [255, 255, 255, 235]),
      getLineWidth: 1.4 * scale,
    }))
  }
  return layers
}
