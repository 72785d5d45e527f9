import { describe, expect, it } from 'vitest'
import { guessLayer } from '../../../../client/admin/imports/guess-layer.ts'
import { IMPORT_LAYERS } from '../../../../server/contract/api/imports.ts'

describe('the layer guessed from the name of a file', () => {
  it('is found for Chinese names', () => {
    const names = {
      '社区网格2026.zip': 'community', '海东市街路网格.geojson': 'street', '专属网格.shp.zip': 'exclusive', '行政区划.gpkg': 'areas',
      '网格员名册.csv': 'workers', '摄像头点位.csv': 'cameras', '物联设备.csv': 'devices', '城市部件普查.zip': 'components',
      '处置单位.csv': 'units', '权责事项目录.csv': 'categories', '历史案件.csv': 'cases', '道路中心线.zip': 'roads',
      '建筑物.zip': 'buildings', '水系.zip': 'water', '公园绿地.zip': 'parks', '铁路.zip': 'railways', '地名.csv': 'places',
    }
    for (const [name, layer] of Object.entries(names)) expect(guessLayer(name), name).toBe(layer)
  })

  it('is found for a file that is called as a layer is, in any case', () => {
    for (const layer of IMPORT_LAYERS) {
      expect(guessLayer(`${layer}.geojson`), layer).toBe(layer)
      expect(guessLayer(`City_${layer.toUpperCase()}_v2.ZIP`), layer).toBe(layer)
    }
  })

  it('takes the narrower of two words', () => {
    expect(guessLayer('网格员与网格.csv')).toBe('workers')
    expect(guessLayer('供水单位.csv')).toBe('units')
    expect(guessLayer('street-grid.geojson')).toBe('street')
    expect(guessLayer('grid.geojson')).toBe('community')
  })

  it('is left open where the name says nothing', () => {
    expect(guessLayer('export_20260301.zip')).toBeUndefined()
  })
})
