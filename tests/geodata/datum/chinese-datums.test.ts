import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { fromWgs84, toWgs84 } from '../../../geodata/datum/chinese-datums.ts'

describe('GCJ-02 and BD-09', () => {
  it('are where the published formula puts them', () => {
    const gcj = fromWgs84(123, 45, 'gcj02')
    expect(gcj[0]).toBeCloseTo(123.00607541, 7)
    expect(gcj[1]).toBeCloseTo(45.00197815, 7)
    const bd = fromWgs84(116.403988, 39.914266, 'bd09')
    expect(bd[0]).toBeCloseTo(116.41661560068297, 9)
    expect(bd[1]).toBeCloseTo(39.92196580126834, 9)
  })

  it.each(['wgs84', 'gcj02', 'bd09'] as const)(
    '%s there and back is the same place to 1e-9 degrees, all over China',
    (datum) => {
      const random = mulberry32(7)
      let most = 0
      for (let count = 0; count < 20_000; count++) {
        const [lng, lat] = [74 + random() * 60, 4 + random() * 49]
        const [backLng, backLat] = toWgs84(...fromWgs84(lng, lat, datum), datum)
        most = Math.max(most, Math.abs(backLng - lng), Math.abs(backLat - lat))
      }
      expect(most).toBeLessThan(1e-9)
    },
  )

  it('gives points of up to 9 decimals back as the very same numbers', () => {
    const random = mulberry32(8)
    const same = ([lng, lat]: readonly number[], [otherLng, otherLat]: readonly number[]) =>
      lng === otherLng && lat === otherLat
    let moved = 0
    for (let count = 0; count < 20_000; count++) {
      const lng = Math.round((100 + random() * 20) * 1e7) / 1e7
      const lat = Math.round((22 + random() * 20) * 1e7) / 1e7
      for (const datum of ['gcj02', 'bd09'] as const) {
        if (!same(toWgs84(...fromWgs84(lng, lat, datum), datum), [lng, lat])) moved++
      }
    }
    expect(moved).toBe(0)
  })

  it('equal WGS-84 outside China', () => {
    expect(toWgs84(0.5, 51, 'gcj02')).toEqual([0.5, 51])
    expect(fromWgs84(-74, 40.7, 'gcj02')).toEqual([-74, 40.7])
  })
})
