import { expect, test } from 'vitest'
import { indexCity } from '../../../client/city/city-index.ts'
import { cityTime } from '../../../client/city/city-time.ts'
import { firstQuestion, hourOf } from '../../../client/review/playback/playback-question.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'

const time = cityTime('Asia/Shanghai')
const at = (text: string) => Date.parse(`${text}+08:00`)
const area = (code: string, level: string) => ({ code, level, name: code, nameEn: '', parentCode: null, lng: 0, lat: 0 })
const city = (areas: object[]) => indexCity({ areas, units: [], categories: [] } as unknown as CityRecord)

test('it begins with the first district in the hour that is over, also over midnight', () => {
  const areas = [area('9901', 'city'), area('990101', 'district'), area('990102', 'district')]
  expect(firstQuestion(city(areas), time, at('2026-03-02T09:30'))).toEqual({ area: '990101', day: '2026-03-02', hour: 8 })
  expect(firstQuestion(city(areas), time, at('2026-03-02T00:30'))).toEqual({ area: '990101', day: '2026-03-01', hour: 23 })
  expect(firstQuestion(city([area('990101001', 'street')]), time, 0).area).toBe('990101001')
})

test('an hour is that of the city, and one that is not over ends now', () => {
  const question = { area: '990101', day: '2026-03-02', hour: 9 }
  const nowMs = at('2026-03-02T09:40')
  expect(hourOf(question, time, nowMs)).toEqual({ fromMs: at('2026-03-02T09:00'), toMs: nowMs })
  expect(hourOf({ ...question, hour: 8 }, time, nowMs))
    .toEqual({ fromMs: at('2026-03-02T08:00'), toMs: at('2026-03-02T09:00') })
})
