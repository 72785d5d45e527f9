import { expect, test } from 'vitest'
import { type BaseFeature, ImportedBase } from '../../geodata/basemap/imported-base.ts'
import { roadClassOf } from '../../geodata/basemap/road-class.ts'
import type { CityBase } from '../../geodata/city/city.ts'

test.each([
  ['motorway', '', '', 'expressway'], ['trunk_link', '', '', 'expressway'], ['快速路', '', '', 'expressway'],
  ['primary', '', '', 'arterial'], ['主干路', '', '', 'arterial'], ['城市次干路', '', '', 'secondary'],
  ['residential', '人民路', '', 'lane'], ['支路', '', '', 'tertiary'],
  ['', '沪昆高速', '', 'expressway'], ['', '解放大道', '', 'arterial'], ['', '人民路', '', 'secondary'],
  ['', '南街', '', 'tertiary'], ['', '南锣鼓巷', '', 'lane'], ['', '', 'Ring Expressway', 'expressway'],
  ['4', '', '', 'lane'], ['', '', '', 'lane'],
])('a road of class %o named %o %o is drawn as %s', (given, name, nameEn, drawn) => {
  expect(roadClassOf(given, name, nameEn)).toBe(drawn)
})

const feature = (over: Partial<BaseFeature>): BaseFeature => ({
  layer: 'roads', class: '', name: '', nameEn: '', heightM: null, bridge: false,
  shape: '{"type":"Point","coordinates":[1,2]}', ...over,
})

test('a building without a height stands three floors high, one with a height keeps it', () => {
  const base = new ImportedBase()
  base.add(feature({ layer: 'buildings' }))
  base.add(feature({ layer: 'buildings', heightM: 88.5, class: 'tower' }))
  expect(base.over(null).buildings.features.map(({ properties }) => properties)).toEqual([
    { class: 'building', name: '', name_en: '', height: 9 },
    { class: 'tower', name: '', name_en: '', height: 88.5 },
  ])
})

test('an imported layer takes the place of the generated one, the others stay', () => {
  const empty = { type: 'FeatureCollection' as const, features: [] }
  const generated: CityBase = {
    roads: { ...empty }, water: { ...empty }, buildings: empty, parks: empty, places: empty, railways: empty,
  }
  const base = new ImportedBase()
  base.add(feature({ layer: 'water', name: '湖', nameEn: '' }))
  const { roads, water } = base.over(generated)
  expect(roads).toBe(generated.roads)
  expect(water.features).toEqual([
    expect.objectContaining({ properties: { class: 'lake', name: '湖', name_en: '湖' } }),
  ])
})
