import { TextLayer } from '@deck.gl/layers'
import { FONTS } from '../basemap/palette.ts'

export interface AreaName {
  name: string
  lng: number
  lat: number
}

/** Names in large letters above everything that moves; the basemap's own lie under it. */
export function makeAreaNameLayer(names: readonly AreaName[], scale: number, visible: boolean) {
  return new TextLayer<AreaName>({
    id: 'area-names',
    data: names as AreaName[],
    visible,
    characterSet: 'auto',
    fontFamily: FONTS.map((font) => (font === 'sans-serif' ? font : `'${font}'`)).join(','),
    fontWeight: 700,
    fontSettings: { sdf: true, fontSize: 64, buffer: 8, radius: 16 },
    outlineWidth: 4,
    outlineColor: [4, 9, 18, 235],
    getText: ({ name }) => name,
    getPosition: ({ lng, lat }) => [lng, lat],
    getSize: 19 * scale,
    getColor: [226, 240, 255, 240],
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  })
}
