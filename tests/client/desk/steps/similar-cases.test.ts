import { describe, expect, it } from 'vitest'
import { similarCases } from '../../../../client/desk/steps/similar-cases.ts'
import { aCase } from '../../../support/live-records.ts'

const here = { lng: 113.9, lat: 30.1, category: '0101001' }

describe('cases that may be the same', () => {
  it('are open ones of the same item within two hundred metres, the nearest first', () => {
    const cases = [
      aCase({ id: 1, lat: 30.1015 }),
      aCase({ id: 2, lat: 30.1005 }),
      aCase({ id: 3, lat: 30.1019 }),
      aCase({ id: 4, categoryCode: '0202002' }),
      aCase({ id: 5, status: 'closed' }),
    ]
    const found = similarCases(cases, here)
    expect(found.map(({ record }) => record.id)).toEqual([2, 1])
    expect(found[0].distanceM).toBeCloseTo(55.6, 0)
  })

  it('measures a degree of longitude as long as it is at that latitude', () => {
    const [only] = similarCases([aCase({ lng: 113.902 })], here)
    expect(only.distanceM).toBeCloseTo(0.002 * 111_195 * Math.cos((30.1 * Math.PI) / 180), 3)
  })

  it('are no more than asked for', () => {
    const cases = Array.from({ length: 20 }, (_, id) => aCase({ id }))
    expect(similarCases(cases, here, 5).map(({ record }) => record.id)).toEqual([19, 18, 17, 16, 15])
  })
})
