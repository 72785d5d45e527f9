import { expect, test } from 'vitest'
import { TrackerNotes } from '../../server/trackers/tracker-notes.ts'

test('each device is noted with when and how it was heard last, and how its clock goes', () => {
  const notes = new TrackerNotes()
  for (const atMs of [900, 400, Number.NaN]) notes.heard('a', 'osmand', 1000, atMs)
  notes.heard('b', 'gpx', 1000)
  notes.heard('a', 'owntracks', 2000)
  expect(notes.takeChanged(10)).toEqual([
    { key: 'a', heardAtMs: 2000, protocol: 'owntracks', clockAheadMs: -100 },
    { key: 'b', heardAtMs: 1000, protocol: 'gpx', clockAheadMs: null },
  ])
  expect(notes.takeChanged(10)).toEqual([])
})

test('notes are taken so many at a time, and again where they could not be saved', () => {
  const notes = new TrackerNotes()
  for (const key of ['a', 'b', 'c']) notes.heard(key, 'osmand', 1)
  const first = notes.takeChanged(2)
  expect(first.map(({ key }) => key)).toEqual(['a', 'b'])
  notes.changedStill(first)
  expect(notes.takeChanged(10).map(({ key }) => key).sort()).toEqual(['a', 'b', 'c'])
})
