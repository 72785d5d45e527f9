import { expect, test } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { GONE_AFTER_MS, SILENT_AFTER_MS, Tracks } from '../../../client/review/playback/tracks.ts'
import {
  headingOfMotion, MOTION_GONE, MOTION_SILENT, MOTION_STANDING,
} from '../../../server/contract/position-frame.ts'
import { stepsOfDegrees, type TrackBlock } from '../../../server/contract/track-columns.ts'

type Fix = [workerId: number, atMs: number, lng: number, lat: number]

/** A slice with these fixes, which are by worker and time. */
function blockOf(fromMs: number, toMs: number, fixes: Fix[]): TrackBlock {
  const workerId = [...new Set(fixes.map(([id]) => id))]
  return {
    fromMs, toMs, isKept: true, workerId: Uint32Array.from(workerId),
    first: Uint32Array.from([0, ...workerId.map((id) => fixes.findLastIndex(([of]) => of === id) + 1)]),
    afterMs: Uint32Array.from(fixes, ([, atMs]) => atMs - fromMs),
    lngSteps: Int32Array.from(fixes, ([, , lng]) => stepsOfDegrees(lng)),
    latSteps: Int32Array.from(fixes, ([, , , lat]) => stepsOfDegrees(lat)),
  }
}

const columnsFor = (count: number) =>
  ({ lng: new Float64Array(count), lat: new Float64Array(count), motion: new Uint8Array(count) })

function placeOf(tracks: Tracks, slot: number, atMs: number): { lng: number; lat: number; motion: number } {
  const columns = columnsFor(tracks.workerIds.length)
  tracks.placeAll(atMs, columns)
  return { lng: columns.lng[slot], lat: columns.lat[slot], motion: columns.motion[slot] }
}

test('a worker is on the line between the fixes around an instant, over the edge of slices as well', () => {
  const tracks = new Tracks(0)
  tracks.add(blockOf(0, 60_000, [[7, 10_000, 116, 40], [7, 50_000, 116.001, 40]]))
  tracks.add(blockOf(60_000, 120_000, [[7, 70_000, 116.001, 40.001]]))
  expect(placeOf(tracks, 0, 9999).motion).toBe(MOTION_GONE)
  expect(placeOf(tracks, 0, 20_000).lng).toBeCloseTo(116.00025, 7)
  expect(headingOfMotion(placeOf(tracks, 0, 20_000).motion)).toBe(90)
  expect(placeOf(tracks, 0, 60_000).lat).toBeCloseTo(40.0005, 7)
  expect(headingOfMotion(placeOf(tracks, 0, 60_000).motion)).toBe(0)
  expect(placeOf(tracks, 0, 70_000)).toEqual({ lng: 116.001, lat: 40.001, motion: MOTION_STANDING })
  expect([tracks.fixes, tracks.loadedUntilMs, tracks.workerIds]).toEqual([3, 120_000, [7]])
  expect([tracks.lastFixMs(0, 69_999), tracks.lastFixMs(0, 0)]).toEqual([50_000, undefined])
})

test('it is where a search through all fixes puts it, at any instant', () => {
  const random = mulberry32(11)
  const fixes: Fix[] = []
  const tracks = new Tracks(0)
  for (let slice = 0; slice < 6; slice++) {
    const part: Fix[] = []
    for (const worker of [3, 5, 9]) {
      const times = Array.from({ length: Math.floor(random() * 5) }, () => slice * 60_000 + Math.floor(random() * 60_000))
      for (const atMs of times.sort((a, b) => a - b)) {
        part.push([worker, atMs, Math.round((116 + random()) * 1e7) / 1e7, Math.round((40 + random()) * 1e7) / 1e7])
      }
    }
    fixes.push(...part)
    tracks.add(blockOf(slice * 60_000, (slice + 1) * 60_000, part))
  }
  for (let round = 0; round < 300; round++) {
    const atMs = Math.floor(random() * 360_000)
    for (const [slot, worker] of tracks.workerIds.entries()) {
      const own = fixes.filter(([id]) => id === worker)
      const before = own.findLast(([, time]) => time <= atMs)
      const after = own.find(([, time]) => time > atMs)
      const place = placeOf(tracks, slot, atMs)
      if (before === undefined) {
        expect(place.motion).toBe(MOTION_GONE)
        continue
      }
      const share = after === undefined || after[1] - before[1] > SILENT_AFTER_MS
        ? 0 : (atMs - before[1]) / (after[1] - before[1])
      expect(place.lng).toBeCloseTo(before[2] + ((after?.[2] ?? 0) - before[2]) * share, 9)
      expect(place.lat).toBeCloseTo(before[3] + ((after?.[3] ?? 0) - before[3]) * share, 9)
    }
  }
})

test('who is not heard of is shown silent where he was last, then not at all', () => {
  const tracks = new Tracks(0)
  tracks.add(blockOf(0, 7_200_000, [[1, 0, 116, 40], [1, SILENT_AFTER_MS + 1, 117, 40]]))
  expect(placeOf(tracks, 0, SILENT_AFTER_MS)).toEqual({ lng: 116, lat: 40, motion: MOTION_SILENT })
  const lastMs = SILENT_AFTER_MS + 1
  expect(placeOf(tracks, 0, lastMs + SILENT_AFTER_MS - 1)).toEqual({ lng: 117, lat: 40, motion: MOTION_STANDING })
  expect(placeOf(tracks, 0, lastMs + GONE_AFTER_MS - 1).motion).toBe(MOTION_SILENT)
  expect(placeOf(tracks, 0, lastMs + GONE_AFTER_MS).motion).toBe(MOTION_GONE)
})
