import { ScatterplotLayer } from '@deck.gl/layers'
import { type Rgb, rgb } from '../colours.ts'

/** A ring that runs outwards once, where something has just happened. */
export interface Ripple {
  lng: number
  lat: number
  colour: string
  startedMs: number
}

export const RIPPLE_MS = 4000
const TURNS = 2

/** Those that still run at `nowMs`. */
export function runningRipples(ripples: readonly Ripple[], nowMs: number): Ripple[] {
  return ripples.filter(({ startedMs }) => nowMs - startedMs < RIPPLE_MS)
}

/** How far the ring of a ripple has come at `nowMs`: its radius as a share of the largest, its strength from 1 to 0. */
export function ripplePhase({ startedMs }: Ripple, nowMs: number): { reach: number; strength: number } {
  const share = Math.min(1, Math.max(0, (nowMs - startedMs) / RIPPLE_MS))
  const reach = (share * TURNS) % 1
  return { reach, strength: (1 - reach) * (1 - share * 0.5) }
}

/** Rings for the few things of the last seconds; drawn anew each frame, which at their number costs nothing. */
export function makeRippleLayer(state: { ripples: readonly Ripple[]; nowMs: number; scale: number; visible: boolean }) {
  const { ripples, nowMs, scale, visible } = state
  return new ScatterplotLayer<Ripple>({
    id: 'ripples',
    data: runningRipples(ripples, nowMs),
    visible,
    filled: false,
    stroked: true,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    getLineWidth: 2 * scale,
    billboard: true,
    getPosition: (ripple) => [ripple.lng, ripple.lat],
    getRadius: (ripple) => (4 + 34 * ripplePhase(ripple, nowMs).reach) * scale,
    getLineColor: (ripple) => {
      const [red, green, blue]: Rgb = rgb(ripple.colour)
      return [red, green, blue, 230 * ripplePhase(ripple, nowMs).strength]
    },
    updateTriggers: { getRadius: nowMs, getLineColor: nowMs },
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
