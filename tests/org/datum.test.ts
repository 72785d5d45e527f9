import gcoord from 'gcoord'
import { expect, test } from 'vitest'
import { toWgs84 } from '../../server/org/datum.ts'

test('WGS-84 stays as it is', () => {
  expect(toWgs84(116.397, 39.909, 'wgs84')).toEqual([116.397, 39.909])
})

test.each([['gcj02', gcoord.GCJ02], ['bd09', gcoord.BD09]] as const)(
  '%s comes back to where it was, within a metre',
  (datum, system) => {
    for (const [lng, lat] of [[116.397, 39.909], [121.474, 31.23], [104.066, 30.573], [87.617, 43.793]]) {
      const shifted = gcoord.transform([lng, lat], gcoord.WGS84, system)
      expect(Math.hypot(shifted[0] - lng, shifted[1] - lat)).toBeGreaterThan(0.001)
      const [backLng, backLat] = toWgs84(shifted[0], shifted[1], datum)
      expect(Math.abs(backLng - lng)).toBeLessThan(1e-5)
      expect(Math.abs(backLat - lat)).toBeLessThan(1e-5)
    }
  },
)

test('GCJ-02 outside China is WGS-84', () => {
  expect(toWgs84(2.35, 48.85, 'gcj02')).toEqual([2.35, 48.85])
})
