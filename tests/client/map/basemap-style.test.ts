import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { SWITCH_OF_LAYER, GRID_PICK_LAYERS } from '../../../client/map/basemap/grid-layers.ts'
import { NAME_LAYERS } from '../../../client/map/basemap/label-layers.ts'
import { basemapStyle } from '../../../client/map/basemap-style.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'

const city: CityRecord = {
  name: '澜江市', nameEn: 'Lanjiang', code: '9901', simulated: true, timeZone: 'Asia/Shanghai',
  bounds: [113.7, 29.9, 114.2, 30.3], centre: [113.9, 30.1], gridVersionId: 3, baseRevision: 2,
  gridCounts: { community: 1, street: 1, exclusive: 1 },
  areas: [
    { code: '9901', level: 'city', name: '澜江市', nameEn: 'Lanjiang', parentCode: null, lng: 113.9, lat: 30.1 },
    { code: '990101', level: 'district', name: '东湖区', nameEn: 'Donghu', parentCode: '9901', lng: 113.9, lat: 30.1 },
  ],
  units: [], categories: [], deviceKinds: [], channels: [],
}
const style = (language: 'zh' | 'en', scale = 1) =>
  basemapStyle({ city, language, scale, origin: 'http://wall.example' })

describe('basemapStyle', () => {
  it('is valid in both languages and at every size', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const scale of [1, 2, 4]) expect(validateStyleMin(style(language, scale) as never)).toEqual([])
    }
  })

  it('fetches nothing but its own tiles: no glyphs, no sprite, no other origin', () => {
    const text = JSON.stringify(style('zh'))
    expect(style('zh').glyphs).toBeUndefined()
    expect(style('zh').sprite).toBeUndefined()
    expect([...new Set(text.match(/https?:\/\/[^/"]+/g))]).toEqual(['http://wall.example'])
    expect(text).toContain('/tiles/grids/3/{z}/{x}/{y}.pbf')
  })

  it('draws every text in a font that has Chinese letters', () => {
    for (const layer of style('zh').layers) {
      if (layer.type === 'symbol') expect(layer.layout!['text-font']).toContain('Noto Sans CJK SC')
    }
  })

  it('names the layers that switches, languages and clicks speak of', () => {
    const ids = new Set(style('zh').layers.map((layer) => layer.id))
    for (const id of [...Object.keys(SWITCH_OF_LAYER), ...NAME_LAYERS, ...GRID_PICK_LAYERS, 'grid-selected']) {
      expect(ids, id).toContain(id)
    }
  })

  it('asks for the English name in English and falls back to the Chinese one', () => {
    const field = (language: 'zh' | 'en') => {
      const layer = style(language).layers.find(({ id }) => id === 'street-names')!
      return layer.type === 'symbol' && layer.layout!['text-field']
    }
    expect(field('zh')).toEqual(['get', 'name'])
    expect(field('en')).toEqual(['coalesce', ['get', 'name_en'], ['get', 'name']])
  })
})
