import { expect, test } from 'vitest'
import { generateCity } from '../../../geodata/city/generate-city.ts'
import { createShifts } from '../../../geodata/field/patrol/shifts.ts'

const city = generateCity({ seed: 3, grids: 40, workers: 600 })
const at = (time: string) => Date.parse(`2026-03-02T${time}+08:00`)
const fullTime = city.workers.filter(({ employment }) => employment === 'full')
const partTime = city.workers.filter(({ employment }) => employment === 'part')

test('who works full time has no shift, who works part time comes early or late, half and half', () => {
  expect(new Set(fullTime.map(({ shiftPattern }) => shiftPattern))).toEqual(new Set([null]))
  const early = partTime.filter(({ shiftPattern }) => shiftPattern === 'early').length
  expect(partTime.filter(({ shiftPattern }) => shiftPattern === 'late').length).toBe(partTime.length - early)
  expect(Math.abs(early / partTime.length - 0.5)).toBeLessThan(0.1)
  const codes = city.shiftPatterns.map(({ code }) => code)
  expect(codes).toEqual(codes.toSorted())
  expect(city.shiftPatterns.map(({ name }) => name)).toEqual(['全天', '早班', '中班', '夜班'])
})

test('phones send while their owners are on shift, at any hour and day, and a few always', () => {
  const shifts = createShifts(city, 'Asia/Shanghai')
  const onAt = (ms: number) => partTime.filter((worker) => shifts.isOn(worker, ms)).map(({ shiftPattern }) => shiftPattern)
  for (let day = 0; day < 40; day++) {
    const later = day * 86_400_000
    expect(new Set(onAt(at('06:00') + later))).toEqual(new Set(['early']))
    expect(new Set(onAt(at('13:59') + later))).toEqual(new Set(['early']))
    expect(new Set(onAt(at('14:00') + later))).toEqual(new Set(['late']))
    expect(onAt(at('03:00') + later)).toEqual([])
  }
  expect(fullTime.every((worker) => shifts.sends(worker, at('03:00')))).toBe(true)
  const forgetful = partTime.filter((worker) => shifts.sends(worker, at('03:00')))
  expect(forgetful.length).toBeGreaterThan(0)
  expect(forgetful.length).toBeLessThan(partTime.length / 10)
})
