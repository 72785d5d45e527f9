import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { ShiftSummary, TrackStop } from '../../../server/contract/api/tracks.ts'
import { FONTS } from '../basemap/palette.ts'
import { ACCENT, type Rgba, STOP_COLOUR, rgb, rgba } from '../colours.ts'
import { type TrackArrow, trackArrows } from './track-arrows.ts'

export type LngLat = [lng: number, lat: number]

interface TrackPart {
  path: LngLat[]
  colours: Rgba[]
}

const [OLD, NEW] = [rgb('#23508f'), rgb(ACCENT)]
const LIGHT = rgba('#e8f0fc', 255)
const DARK = rgba('#060b14', 255)
const MINUTE_MS = 60_000

/** The parts of a shift's way between its gaps; each point coloured by its time, from dark blue (old) to cyan (new). */
export function trackParts({ line }: Pick<ShiftSummary, 'line'>): TrackPart[] {
  const { partStarts, atMs, lng, lat } = line
  const first = atMs[0]
  const span = Math.max(1, atMs[atMs.length - 1] - first)
  return partStarts.map((start, k) => {
    const indices = Array.from({ length: (partStarts[k + 1] ?? atMs.length) - start }, (_, n) => start + n)
    return {
      path: indices.map((i): LngLat => [lng[i], lat[i]]),
      colours: indices.map((i): Rgba => [...mixed((atMs[i] - first) / span), 235]),
    }
  })
}

/** How long a stop lasted, short enough to stand beside its dot in any language: 12′, 1h05′. */
export function stopLabel({ from, to }: Pick<TrackStop, 'from' | 'to'>): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS)
  return minutes < 60 ? `${minutes}′` : `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}′`
}

/** A shift's way as a line from old to new with arrows along it, its start (ring), its end (disc), and its stops with
 * how long they lasted; empty without a way. */
export function makeTrackLayers(shift: ShiftSummary | null, scale: number) {
  if (shift === null || shift.line.lng.length === 0) return []
  const parts = trackParts(shift)
  const lines = parts.filter(({ path }) => path.length > 1)
  const lastPart = parts[parts.length - 1].path
  const ends = [
    { at: parts[0].path[0], fill: DARK, line: LIGHT },
    { at: lastPart[lastPart.length - 1], fill: rgba(ACCENT, 255), line: LIGHT },
  ]
  const flat = { depthCompare: 'always', depthWriteEnabled: false } as const
  const line = { data: lines, getPath: (part: TrackPart) => part.path, widthUnits: 'pixels', capRounded: true,
    jointRounded: true, parameters: flat } as const
  const dots = { billboard: true, stroked: true, radiusUnits: 'pixels', lineWidthUnits: 'pixels', parameters: flat } as const
  const text = {
    fontFamily: FONTS.map((font) => (font === 'sans-serif' ? font : `'${font}'`)).join(','), fontWeight: 700,
    outlineColor: DARK, parameters: flat,
  } as const
  const atStop = ({ lng, lat }: TrackStop): LngLat => [lng, lat]
  return [
    new PathLayer<TrackPart>({ ...line, id: 'track-casing', getColor: [4, 9, 18, 200], getWidth: 7 * scale }),
    new PathLayer<TrackPart>({
      ...line, id: 'track', getColor: (part) => part.colours as never, getWidth: 3.6 * scale,
    }),
    new TextLayer<TrackArrow>({
      ...text, id: 'track-arrows', data: trackArrows(lines.map(({ path }) => path)), billboard: false, characterSet: '➤',
      fontSettings: { sdf: true, fontSize: 48, buffer: 6, radius: 12 }, outlineWidth: 3,
      getText: () => '➤', getPosition: (arrow) => arrow.at, getAngle: (arrow) => arrow.angleDeg, getSize: 13 * scale,
      getColor: LIGHT,
    }),
    new ScatterplotLayer<TrackStop>({
      ...dots, id: 'track-stops', data: shift.stops, getPosition: atStop, getFillColor: rgba(STOP_COLOUR, 255),
      getLineColor: DARK, getRadius: 6 * scale, getLineWidth: 2 * scale,
    }),
    new TextLayer<TrackStop>({
      ...text, id: 'track-stop-times', data: shift.stops, characterSet: '0123456789h′',
      fontSettings: { sdf: true, fontSize: 48, buffer: 8, radius: 16 }, outlineWidth: 4,
      getText: stopLabel, getPosition: atStop, getSize: 14 * scale, getColor: rgba(STOP_COLOUR, 255),
      getTextAnchor: 'start', getPixelOffset: [10 * scale, 0],
    }),
    new ScatterplotLayer<(typeof ends)[number]>({
      ...dots, id: 'track-ends', data: ends, getPosition: (end) => end.at, getFillColor: (end) => end.fill,
      getLineColor: (end) => end.line, getRadius: 5 * scale, getLineWidth: 2 * scale,
    }),
  ]
}

function mixed(share: number): [number, number, number] {
  return [0, 1, 2].map((channel) => Math.round(OLD[channel] + (NEW[channel] - OLD[channel]) * share)) as
    [number, number, number]
}
