import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { KIND_COLOURS } from '../../../../client/admin/report/finding-colours.ts'
import { reportSources, withReportLayers } from '../../../../client/admin/report/report-layers.ts'
import { squareMetres } from '../../../../client/admin/report/report-text.ts'
import { texts } from '../../../../client/language/texts.ts'
import { basemapStyle } from '../../../../client/map/basemap-style.ts'
import { FINDING_KINDS } from '../../../../server/contract/api/boundaries.ts'
import { IMPORT_LAYERS } from '../../../../server/contract/api/imports.ts'

describe('the report', () => {
  it('has a colour and a word for every kind, and a word for every layer', () => {
    for (const kind of FINDING_KINDS) {
      expect(KIND_COLOURS[kind]).toMatch(/^#[0-9a-f]{6}$/)
      for (const words of [texts.adminReport.zh, texts.adminReport.en]) expect(words.kind[kind]).toBeTruthy()
    }
    for (const layer of IMPORT_LAYERS) {
      for (const words of [texts.adminReport.zh, texts.adminReport.en]) expect(words.layer[layer]).toBeTruthy()
    }
  })

  it('tells the kinds that have ground of their own apart', () => {
    const kinds = ['gap', 'overlap', 'sliver', 'outside-parent', 'self-crossing', 'repaired', 'no-worker', 'no-grid'] as const
    expect(new Set(kinds.map((kind) => KIND_COLOURS[kind])).size).toBe(kinds.length)
  })

  it('says an area with the digits that it deserves', () => {
    expect(squareMetres(0.0123, 'zh')).toBe('0.0123 m²')
    expect(squareMetres(1.236, 'zh')).toBe('1.24 m²')
    expect(squareMetres(12.36, 'en')).toBe('12.4 m²')
    expect(squareMetres(1_234_567.8, 'en')).toBe('1,234,568 m²')
    expect(squareMetres(0, 'en')).toBeNull()
    expect(squareMetres(null, 'en')).toBeNull()
  })
})

describe("the report's map", () => {
  const base = basemapStyle({
    language: 'zh', scale: 1, origin: 'http://wall.example',
    city: {
      name: '澜江市', nameEn: 'Lanjiang', code: '9901', simulated: true, timeZone: 'Asia/Shanghai', bounds: [113, 29, 114, 30],
      centre: [113.5, 29.5], gridVersionId: 4, baseRevision: 1, gridCounts: { community: 1, street: 1, exclusive: 1 },
      areas: [], units: [], categories: [], deviceKinds: [], channels: [],
    },
  })
  const layers = withReportLayers(base.layers)

  it('has a valid style', () => {
    const style = { ...base, sources: { ...base.sources, ...reportSources() }, layers }
    expect(validateStyleMin(style as never)).toEqual([])
  })

  it('draws findings over the ground and under the names, dots over all', () => {
    const at = (id: string) => layers.findIndex((layer) => layer.id === id)
    const firstName = layers.findIndex(({ type }) => type === 'symbol')
    expect(at('report-fills')).toBeGreaterThan(at('community-grids'))
    expect(at('report-fills')).toBeLessThan(firstName)
    expect(at('report-dots')).toBeGreaterThan(layers.findLastIndex(({ type }) => type === 'symbol'))
    expect(at('buildings')).toBe(-1)
  })
})
