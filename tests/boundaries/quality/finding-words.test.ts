import { describe, expect, test } from 'vitest'
import { FINDING_KINDS } from '../../../server/contract/api/boundaries.ts'
import { findingInWords } from '../../../server/boundaries/quality/finding-words.ts'

const BROKEN = /undefined|null|NaN|\[object|Infinity|[「“][」”]/

describe.each(FINDING_KINDS)('%s', (kind) => {
  test('is told in whole sentences of both languages, however little is known of it', () => {
    for (const severity of ['error', 'warning', 'note'] as const) {
      for (const layer of [null, 'areas', 'community', 'cases', 'a layer that nobody knows']) {
        for (const detail of [{}, { value: null, first: 'x', names: 'x', liesIn: 3, share: 'x', widthM: Number.NaN }]) {
          for (const codes of [[], ['990101']]) {
            const { text, textEn } = findingInWords(kind, severity, layer, codes, null, detail)
            expect(text).toMatch(/。$/)
            expect(textEn).toMatch(/\.$/)
            expect(textEn).toMatch(/^[A-Z“(0-9]/)
            expect(text + textEn).not.toMatch(BROKEN)
          }
        }
      }
    }
  })
})

const told = (...[kind, severity, layer, codes, areaM2, detail]: Parameters<typeof findingInWords>) =>
  findingInWords(kind, severity, layer, codes, areaM2, detail)

test('a row says its file, its line, the value, what was expected, and what follows', () => {
  const detail = {
    file: '网格员.csv', row: 12, field: 'gridCode', header: '所属网格', value: '9901', expected: 'the code of a grid',
  }
  expect(told('unknown-grid', 'error', 'workers', ['W12'], null, detail)).toEqual({
    text: '网格员.csv 第 12 行：网格员W12所填的「网格编码」（所属网格 列） “9901” 不是已有的网格。可能写法不同，或应先导入网格。改正之前不能启用。',
    textEn:
      '网格员.csv, row 12: The worker W12 names “9901” in “gridCode” (column 所属网格), which is no grid there is. It may be ' +
      'spelt otherwise, or has to be imported first. It has to be put right before the switch-over.',
  })
})

test('coordinates that cannot be say what they look like and which datum to try', () => {
  const detail = { x: 39538211.5, y: 3652001, datum: 'wgs84', likely: 'gauss-kruger', suggested: ['EPSG:4527'] }
  const { text, textEn } = told('bad-coordinates', 'warning', 'cameras', ['C1'], null, { ...detail, leftOut: true })
  expect(text).toContain('“39538211.5”, “3652001”')
  expect(text).toContain('高斯-克吕格')
  expect(text).toContain('可试坐标系 EPSG:4527。这一行不导入。')
  expect(textEn).toContain('Gauss-Krüger')
  expect(textEn).toContain('Try the datum EPSG:4527. The row is left out.')
})

test('an overlap names both and its likely cause, by its width and its share', () => {
  const names = { names: ['李家网格', '王家网格'], namesEn: ['Lijia', 'Wangjia'] }
  const thin = told('overlap', 'warning', 'community', ['1', '2'], 35, { ...names, widthM: 0.35, share: 0.001 })
  expect(thin.text).toContain('「李家网格」（1）与「王家网格」（2）重叠 35 平方米：重叠处平均宽 35 厘米')
  expect(thin.textEn).toContain('“Lijia” (1) and “Wangjia” (2) overlap by 35 m²: it is 35 cm wide')
  const twice = told('overlap', 'warning', 'community', ['1', '2'], 41_000, { ...names, widthM: 90, share: 0.999 })
  expect(twice.text).toContain('重叠 4.1 公顷：较小的一个几乎全在另一个之内')
})

test('what the readers and the row checks expect is told in Chinese too', () => {
  const { text } = told('bad-value', 'error', 'areas', ['33'], null, { field: 'level', value: 'x', expected: 'a level below street' })
  expect(text).toContain('「级别」的值 “x” 无效，应为低于此级的级别：street')
})

test('a repeated code says where it was first', () => {
  const { text, textEn } = told('duplicate-code', 'error', 'community', ['7'], null, {
    file: 'a.shp', row: 9, field: 'code', value: '7', first: { source: 0, row: 4 }, firstFile: 'a.shp',
  })
  expect(text).toContain('与a.shp 第 4 行重复')
  expect(textEn).toContain('as a.shp, row 4, which stays')
})
