import { describe, expect, it } from 'vitest'
import { IMPORT_LAYERS } from '../../../server/contract/api/imports.ts'
import { LAYER_DEFINITIONS } from '../../../geodata/import/layers.ts'
import { mapFields } from '../../../geodata/import/map-fields.ts'
import { expectedValue, readValue } from '../../../geodata/import/read-value.ts'

const map = (layer: Parameters<typeof mapFields>[0], headers: string[], stated = {}, hasGeometry = true) =>
  mapFields(layer, { headers, hasGeometry }, stated).mapping

describe('the columns of a file', () => {
  it.each([
    [
      'community',
      ['OBJECTID', '网格编码', '网格名称', '所属社区编码', 'Shape_Area'],
      { code: '网格编码', name: '网格名称', areaCode: '所属社区编码' },
    ],
    ['community', ['WGBM', 'WGMC', 'SQBM'], { code: 'WGBM', name: 'WGMC', areaCode: 'SQBM' }],
    [
      'community',
      ['GRID_CODE', 'NAME', 'NAME_EN', 'AREA_CODE'],
      { code: 'GRID_CODE', name: 'NAME', nameEn: 'NAME_EN', areaCode: 'AREA_CODE' },
    ],
    [
      'community',
      ['Grid Code', 'Grid Name', 'Community Code'],
      { code: 'Grid Code', name: 'Grid Name', areaCode: 'Community Code' },
    ],
    // A dbf cuts at ten letters.
    ['community', ['code', 'community_'], { code: 'code', areaCode: 'community_' }],
    ['community', ['网格编', '网格名', '所属社'], { code: '网格编', name: '网格名', areaCode: '所属社' }],
    [
      'areas',
      ['XZQDM', 'XZQMC', '上级编码', '级别'],
      { code: 'XZQDM', name: 'XZQMC', parentCode: '上级编码', level: '级别' },
    ],
    [
      'areas',
      ['CODE', 'NAME', 'LEVEL', 'PARENT'],
      { code: 'CODE', name: 'NAME', level: 'LEVEL', parentCode: 'PARENT' },
    ],
    [
      'workers',
      ['工号', '姓名', '联系电话', '所属网格编码', '用工性质'],
      { number: '工号', name: '姓名', phone: '联系电话', gridCode: '所属网格编码', employment: '用工性质' },
    ],
    [
      'workers',
      ['NUMBER', 'NAME', 'DEVICE_KEY', 'EMPLOYMENT', 'GRID_CODE'],
      { number: 'NUMBER', name: 'NAME', deviceKey: 'DEVICE_KEY', employment: 'EMPLOYMENT', gridCode: 'GRID_CODE' },
    ],
    [
      'components',
      ['部件标识码', '部件名称', '部件小类代码', '主管部门'],
      { code: '部件标识码', name: '部件名称', categoryCode: '部件小类代码', unitKind: '主管部门' },
    ],
    [
      'categories',
      ['编码', '名称', '上级编码', '责任部门', '处置时限（小时）'],
      { code: '编码', name: '名称', parentCode: '上级编码', unitKind: '责任部门', limitHours: '处置时限（小时）' },
    ],
    [
      'cases',
      ['工单编号', '案件类别', '诉求内容', '受理时间', '办结时间', '渠道'],
      {
        externalNumber: '工单编号',
        categoryCode: '案件类别',
        description: '诉求内容',
        reportedAt: '受理时间',
        closedAt: '办结时间',
        channel: '渠道',
      },
    ],
  ] as const)('of %s: %j are understood', (layer, headers, expected) => {
    expect(map(layer, [...headers])).toEqual(expected)
  })

  it('are what is stated before what is guessed, and a header serves one field', () => {
    expect(map('community', ['code', 'name', 'kind'], { code: 'kind' })).toEqual({ code: 'kind', name: 'name' })
    expect(map('community', ['名称', '编码'], { code: '名称' })).toEqual({ code: '名称' })
  })

  it('with places are looked for where rows have no geometry', () => {
    expect(map('cameras', ['code', '经度', '纬度'], {}, false)).toEqual({ code: 'code', lng: '经度', lat: '纬度' })
    expect(map('cameras', ['code', 'x', 'y'])).toEqual({ code: 'code' })
    expect(map('units', ['kind', 'name', 'area_code', 'lng', 'lat'], {}, false)).toEqual({
      kind: 'kind',
      name: 'name',
      areaCode: 'area_code',
    })
  })

  it('that our own field names are called by are always found', () => {
    for (const layer of IMPORT_LAYERS) {
      const fields = LAYER_DEFINITIONS[layer].fields.map(({ field }) => field)
      const headers = fields.map((field) => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
      expect(map(layer, headers), layer).toEqual(
        Object.fromEntries(fields.map((field, index) => [field, headers[index]])),
      )
    }
  })

  it('have one name list a field, in lower case', () => {
    for (const { fields } of Object.values(LAYER_DEFINITIONS)) {
      for (const { headers } of fields) {
        expect(headers).toEqual([...new Set(headers)])
        expect(headers).toEqual(headers.map((header) => header.toLowerCase()))
      }
    }
  })
})

describe('a value', () => {
  const field = (layer: keyof typeof LAYER_DEFINITIONS, name: string) =>
    LAYER_DEFINITIONS[layer].fields.find((one) => one.field === name)!
  const code = field('community', 'code')
  const time = field('cases', 'reportedAt')

  it.each([
    [code, ' 001 ', '001'],
    [code, 330_102_001, '330102001'],
    [code, 3.30102001e8, '330102001'],
    [code, 123_456_789_012_345, '123456789012345'],
    [code, 12n, '12'],
    [code, 'a\0b', 'ab'],
    [code, '\ud800x', '\uFFFDx'],
    [code, '  ', null],
    [code, null, null],
    [code, undefined, null],
    [field('buildings', 'heightM'), '1,234.5', 1234.5],
    [field('buildings', 'heightM'), 'tall', undefined],
    [field('roads', 'bridge'), '是', true],
    [field('roads', 'bridge'), 'N', false],
    [field('roads', 'bridge'), 0, false],
    [field('roads', 'bridge'), 'perhaps', undefined],
    [field('areas', 'level'), '街道', 'street'],
    [field('areas', 'level'), 'District', 'district'],
    [field('areas', 'level'), 'planet', undefined],
    [field('workers', 'employment'), '兼职', 'part'],
    [time, '2026-03-01 08:30:00', '2026-03-01T08:30:00'],
    [time, '2026/3/1 8:30', '2026-03-01T08:30:00'],
    [time, '2026年3月1日 8时30分', '2026-03-01T08:30:00'],
    [time, '20260301083000', '2026-03-01T08:30:00'],
    [time, '2026-03-01', '2026-03-01T00:00:00'],
    [time, '2026-03-01T08:30:00.123Z', '2026-03-01T08:30:00.000Z'],
    [time, '2026-03-01T08:30:00+08:00', '2026-03-01T00:30:00.000Z'],
    [time, 1_772_325_000_000, '2026-03-01T00:30:00.000Z'],
    [time, '2026-02-30', undefined],
    [time, '2026-03-01 25:00', undefined],
    [time, '45123.5', undefined],
    [time, 'yesterday', undefined],
  ] as const)('of field %o: %o is read as %o', (one, value, expected) => {
    expect(readValue(one, value)).toBe(expected)
  })

  it('that is none of the kind is told with what would be', () => {
    expect(expectedValue(field('areas', 'level'))).toBe('city, district, street, community')
    expect(expectedValue(time)).toContain('2026-03-01')
  })
})
