import { expect, test } from 'vitest'
import { trackColumns } from '../../server/tracks/track.ts'

test('a track has its length along the points and the share of them in the own grid', () => {
  const point = (recordedAtMs: number, lat: number, gridCode: string | null, uncertain = false) =>
    ({ recordedAtMs, lng: 116.4, lat, speedMps: null, gridCode, uncertain })
  const points = [point(1, 40, 'a'), point(2, 40.001, 'a'), point(3, 40, 'b'), point(4, 40, null)]
  const track = trackColumns(points, 1, 'a', 0, 10)
  expect(track).toMatchObject({ workerId: 1, distanceM: 222, inGridShare: 0.5, recordedAtMs: [1, 2, 3, 4] })
  const unsure = [point(5, 40, 'b', true), point(6, 40, 'a', true)]
  expect(trackColumns([...points, ...unsure], 1, 'a', 0, 10).inGridShare).toBe(0.5)
  expect(trackColumns(unsure, 1, 'a', 0, 10).inGridShare).toBeNull()
  expect(trackColumns([], 1, 'a', 0, 10)).toMatchObject({ distanceM: 0, inGridShare: null })
})
