import { expect, it } from 'vitest'
import { type Findable, searchCatalogue } from '../../server/catalogue/search-catalogue.ts'

const entry = (code: string, name: string, nameEn: string, above: string, ...examples: string[]): Findable => ({
  code, name, nameEn, path: [{ code: code.slice(0, 1), name: above, nameEn: 'Above' }], examples, source: 'own',
})
const entries = [
  entry('S01', '路灯异常', 'Street light fault', '市政设施', '门口的灯三天不亮'), entry('S02', '路灯配电箱', 'Street light cabinet', '市政设施'),
  entry('S03', '路灯', 'Street light', '市政设施'), entry('Q01', '楼顶漏水', 'Leaking roof', '住房物业', '下雨天屋顶滴水'),
  entry('Q02', '电线垂落', 'Hanging wire', '水电气热', '商铺门前电线掉下来'),
]
const found = (query: string, limit = 10) => searchCatalogue(entries, query, limit).map(({ code }) => code)

it('puts a whole name before its beginning and a larger part before a smaller one', () => {
  expect(found('路灯')).toEqual(['S03', 'S01', 'S02'])
  expect(found('street light')).toEqual(['S03', 'S01', 'S02'])
  expect(found('路灯', 1)).toEqual(['S03'])
})

it('wants every word, in whatever field', () => {
  expect(found('市政 异常')).toEqual(['S01'])
  expect(found('s0 配电')).toEqual(['S02'])
  expect(found('市政 漏水')).toEqual([])
  expect(found('  ')).toEqual([])
})

it('finds by an example, and says by which', () => {
  expect(searchCatalogue(entries, '三天不亮', 5)).toEqual([
    expect.objectContaining({ code: 'S01', by: 'example', example: '门口的灯三天不亮' }),
  ])
})

it('finds what a sentence is about where nothing holds it as a whole', () => {
  expect(found('我们小区楼顶漏水好几天了')[0]).toBe('Q01')
  expect(found('店门前的电线掉下来了')[0]).toBe('Q02')
  expect(found('今天天气不错')).toEqual([])
})
