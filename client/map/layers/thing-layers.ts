import { ScatterplotLayer } from '@deck.gl/layers'
import type { CameraColumns, DeviceColumns } from '../../../server/contract/api/city.ts'
import { CAMERA_COLOUR, DEVICE_COLOUR, SELECTION_COLOUR, rgba } from '../colours.ts'

interface Things {
  id: number[]
  lng: number[]
  lat: number[]
}

/** Things that stand where they stand: small rings, so that they stay behind what moves. */
function makeThingLayer(id: string, things: Things | null, colour: string, state: ThingLayerState) {
  return new ScatterplotLayer<number>({
    id,
    data: things?.id ?? [],
    visible: state.visible && things !== null,
    pickable: true,
    stroked: true,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    billboard: true,
    radiusScale: (1.6 + 3 * Math.min(1, Math.max(0, state.nearness / 4.5))) * state.scale,
    getPosition: (_, { index }) => [things!.lng[index], things!.lat[index]],
    getFillColor: rgba(colour, 60),
    getLineColor: rgba(colour, 220),
    getLineWidth: 1.1 * state.scale,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}

export interface ThingLayerState {
  /** Zoom levels nearer than the view of the whole city. */
  nearness: number
  scale: number
  visible: boolean
}

export function makeCameraLayer(cameras: CameraColumns | null, state: ThingLayerState) {
  return makeThingLayer('cameras', cameras, CAMERA_COLOUR, state)
}

export function makeDeviceLayer(devices: DeviceColumns | null, state: ThingLayerState) {
  return makeThingLayer('devices', devices, DEVICE_COLOUR, state)
}

/** Two thin rings round what is selected; none where nothing is. */
export function makeSelectionLayer(at: [number, number] | undefined, scale: number) {
  const rings = at === undefined ? [] : [{ at, radius: 13 }, { at, radius: 17 }]
  return new ScatterplotLayer<(typeof rings)[number]>({
    id: 'selection',
    data: rings,
    filled: false,
    stroked: true,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    billboard: true,
    getPosition: (ring) => ring.at,
    getRadius: (ring) => ring.radius * scale,
    getLineColor: (ring) => rgba(SELECTION_COLOUR, ring.radius > 14 ? 110 : 255),
    getLineWidth: 1.8 * scale,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
