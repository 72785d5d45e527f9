import { describe, expect, it } from 'vitest'
import { cityTime } from '../../../client/city/city-time.ts'
import {
  FIRST_QUERY, boundsOf, onlyDay, queryOfSearch, searchOfQuery, type ReviewQuery,
} from '../../../client/review/review-query.ts'

const time = cityTime('Asia/Shanghai')
// 01:30 of 2 March in the city, still 1 March in UTC.
const now = Date.parse('2026-03-01T17:30:20Z')

describe('the bounds of a period', () => {
  it('begin with a day of the city, not of UTC', () => {
    expect(boundsOf({ type: 'preset', preset: 'today' }, now, time).from).toBe('2026-03-01T16:00:00.000Z')
    expect(boundsOf({ type: 'preset', preset: 'week' }, now, time).from).toBe('2026-02-23T16:00:00.000Z')
  })

  it('end with the minute now running', () => {
    expect(boundsOf({ type: 'preset', preset: 'year' }, now, time).to).toBe('2026-03-01T17:31:00.000Z')
  })

  it('are not empty in the first minute of a day', () => {
    const midnight = Date.parse('2026-03-01T16:00:00Z')
    expect(boundsOf({ type: 'preset', preset: 'today' }, midnight, time)).toEqual({
      from: '2026-03-01T16:00:00.000Z', to: '2026-03-01T17:00:00.000Z',
    })
  })

  it('take the last day in whole', () => {
    expect(boundsOf({ type: 'days', from: '2026-02-27', to: '2026-02-28' }, now, time)).toEqual({
      from: '2026-02-26T16:00:00.000Z', to: '2026-02-28T16:00:00.000Z',
    })
  })

  it('hold a single hour', () => {
    expect(boundsOf({ type: 'hour', day: '2026-02-28', hour: 23 }, now, time)).toEqual({
      from: '2026-02-28T15:00:00.000Z', to: '2026-02-28T16:00:00.000Z',
    })
  })

  it('name the only day of a period', () => {
    expect(onlyDay({ type: 'preset', preset: 'today' }, now, time)).toBe('2026-03-02')
    expect(onlyDay({ type: 'days', from: '2026-02-27', to: '2026-02-27' }, now, time)).toBe('2026-02-27')
    expect(onlyDay({ type: 'preset', preset: 'week' }, now, time)).toBeUndefined()
  })
})

describe('a query in the address', () => {
  const searchOf = (query: ReviewQuery) =>
    `?${new URLSearchParams(Object.entries(searchOfQuery(query)).filter(([, value]) => value !== undefined) as [string, string][])}`

  it('is read back as it was written', () => {
    const queries: ReviewQuery[] = [
      FIRST_QUERY,
      { period: { type: 'days', from: '2026-01-01', to: '2026-02-28' }, category: '201', area: undefined, resolution: 8 },
      { period: { type: 'hour', day: '2026-01-01', hour: 7 }, category: undefined, area: '990102', resolution: 10 },
    ]
    for (const query of queries) expect(queryOfSearch(searchOf(query))).toEqual(query)
  })

  it('falls back where it makes no sense', () => {
    for (const period of ['', 'ever', '2026-02-30_2026-03-01', '2026-03-02_2026-03-01', '2026-03-01T24', '2026-03-01_']) {
      expect(queryOfSearch(`?period=${period}&resolution=11`)).toEqual(FIRST_QUERY)
    }
  })
})
