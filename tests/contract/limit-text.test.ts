import { expect, it } from 'vitest'
import { limitText, readLimit } from '../../server/contract/limit-text.ts'

it.each([
  ['2紧急工作时', 2, 'urgent-hour'], ['4工作时', 4, 'working-hour'], ['1工作日', 1, 'working-day'], ['3天', 3, 'working-day'],
  ['7自然日', 7, 'natural-day'], ['4小时', 4, 'working-hour'], ['２ 个工作日', 2, 'working-day'], ['十五个工作日', 15, 'working-day'],
  ['三天', 3, 'working-day'], ['半天', 0.5, 'working-day'], ['0.5工作日', 0.5, 'working-day'], ['二十工作日', 20, 'working-day'],
  ['两工作时', 2, 'working-hour'], ['4 working hours', 4, 'working-hour'], ['1 Natural day', 1, 'natural-day'],
  ['一百二十自然日', 120, 'natural-day'],
] as const)('reads “%s” as %d of %s', (text, amount, kind) => {
  expect(readLimit(text)).toEqual({ amount, kind })
})

it.each(['', '工作日', '4', '4周', '一一天', '-1天', '1..5天', '4 hours'])('finds no limit in “%s”', (text) => {
  expect(readLimit(text)).toBeUndefined()
})

it('writes what it reads', () => {
  for (const text of ['2紧急工作时', '4工作时', '1.5工作日', '7自然日']) expect(limitText(readLimit(text)!)).toBe(text)
})
