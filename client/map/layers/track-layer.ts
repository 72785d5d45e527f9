import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import type { TrackColumns } from '../../../server/contract/api/tracks.ts'
import { ACCENT, type Rgba, rgb, rgba } from '../colours.ts'

/** A pause in the fixes longer than this is drawn as a gap: nobody knows the way between. */
const GAP_MS = 300_000

interface TrackPart {
  path: [number, number][]
  colours: Rgba[]
}

const [OLD, NEW] = [rgb('#23508f'), rgb(ACCENT)]

/** The parts of a track between its gaps; each point coloured by its time, from dark blue (old) to cyan (new). */
export function trackParts(track: TrackColumns): TrackPart[] {
  const { recordedAtMs, lng, lat } = track
  const parts: TrackPart[] = []
  const first = recordedAtMs[0]
  const span = Math.max(1, recordedAtMs[recordedAtMs.length - 1] - first)
  for (let i = 0; i < lng.length; i++) {
    if (i === 0 || recordedAtMs[i] - recordedAtMs[i - 1] > GAP_MS) parts.push({ path: [], colours: [] })
    const part = parts[parts.length - 1]
    const share = (recordedAtMs[i] - first) / span
    part.path.push([lng[i], lat[i]])
    part.colours.push([...mixed(share), 235])
  }
  return parts
}

/** A track as a line from old to new with its start (ring) and its end (disc); empty without a track. */
export function makeTrackLayers(track: TrackColumns | null, scale: number) {
  if (track === null || track.lng.length === 0) return []
  const parts = trackParts(track).filter(({ path }) => path.length > 1)
  const last = track.lng.length - 1
  const ends = [
    { at: pointOf(track, 0), fill: rgba('#060b14', 255), line: rgba('#e8f0fc', 255) },
    { at: pointOf(track, last), fill: rgba(ACCENT, 255), line: rgba('#e8f0fc', 255) },
  ]
  const flat = { depthCompare: 'always', depthWriteEnabled: false } as const
  const line = { data: parts, getPath: (part: TrackPart) => part.path, widthUnits: 'pixels', capRounded: true,
    jointRounded: true, parameters: flat } as const
  return [
    new PathLayer<TrackPart>({ ...line, id: 'track-casing', getColor: [4, 9, 18, 200], getWidth: 7 * scale }),
    new PathLayer<TrackPart>({
      ...line, id: 'track', getColor: (part) => part.colours as never, getWidth: 3.6 * scale,
    }),
    new ScatterplotLayer<(typeof ends)[number]>({
      id: 'track-ends', data: ends, billboard: true, stroked: true, radiusUnits: 'pixels', lineWidthUnits: 'pixels',
      getPosition: (end) => end.at, getFillColor: (end) => end.fill, getLineColor: (end) => end.line,
      getRadius: 5 * scale, getLineWidth: 2 * scale, parameters: flat,
    }),
  ]
}

function pointOf({ lng, lat }: TrackColumns, index: number): [number, number] {
  return [lng[index], lat[index]]
}

function mixed(share: number): [number, number, number] {
  return [0, 1, 2].map((channel) => Math.round(OLD[channel] + (NEW[channel] - OLD[channel]) * share)) as
    [number, number, number]
}
