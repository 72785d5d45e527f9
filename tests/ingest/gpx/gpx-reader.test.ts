import { describe, expect, test } from 'vitest'
import { type GpxPoint, gpxRecord } from '../../../server/ingest/gpx/gpx-point.ts'
import { createGpxReader } from '../../../server/ingest/gpx/gpx-reader.ts'

/** The points of a file that comes in pieces of `size` characters. */
function readAll(text: string, size = 7): { points: GpxPoint[]; brokenOff: boolean } {
  const points: GpxPoint[] = []
  const reader = createGpxReader((point) => points.push(point))
  for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size))
  return { points, ...reader.close() }
}

const reportsOf = (text: string) => readAll(text).points.map((point) => gpxRecord(point).report)

const TRACK_1_1 = `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="OsmAnd" xmlns="http://www.topografix.com/GPX/1/1"
     xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2" xmlns:osmand="https://osmand.net">
  <metadata><time>2026-03-01T00:00:00Z</time></metadata>
  <wpt lat="39.8" lon="116.3"><time>2026-03-01T07:00:00Z</time><name>井盖 &amp; 路灯</name></wpt>
  <rte><rtept lat="39.81" lon="116.31"><time>2026-03-01T07:10:00Z</time></rtept></rte>
  <trk><name>巡查</name><trkseg>
    <trkpt lat="39.90923" lon="116.397428"><ele>44.5</ele><time>2026-03-01T08:00:00Z</time>
      <extensions><gpxtpx:TrackPointExtension><gpxtpx:speed>1.4</gpxtpx:speed><gpxtpx:course>270</gpxtpx:course>
      </gpxtpx:TrackPointExtension></extensions></trkpt>
  </trkseg><trkseg>
    <trkpt lat="39.91" lon="116.40"><time>2026-03-01T16:00:10.250+08:00</time>
      <extensions><osmand:speed>2</osmand:speed><osmand:bearing>90</osmand:bearing>
      <osmand:accuracy>6.5</osmand:accuracy></extensions>
    </trkpt>
    <trkpt lat="39.92" lon="116.41"/>
  </trkseg></trk>
</gpx>`

describe('a GPX file', () => {
  test('gives the points of all tracks, segments, routes and waypoints, in metres a second and milliseconds', () => {
    expect(reportsOf(TRACK_1_1)).toEqual([
      { type: 'fix', reading: { recordedAtMs: Date.UTC(2026, 2, 1, 7), lng: 116.3, lat: 39.8, sos: false } },
      { type: 'fix', reading: { recordedAtMs: Date.UTC(2026, 2, 1, 7, 10), lng: 116.31, lat: 39.81, sos: false } },
      {
        type: 'fix',
        reading: {
          recordedAtMs: Date.UTC(2026, 2, 1, 8), lng: 116.397428, lat: 39.90923, speedMps: 1.4, headingDeg: 270,
          altitudeM: 44.5, sos: false,
        },
      },
      {
        type: 'fix',
        reading: {
          recordedAtMs: Date.UTC(2026, 2, 1, 8, 0, 10, 250), lng: 116.4, lat: 39.91, speedMps: 2, headingDeg: 90,
          accuracyM: 6.5, sos: false,
        },
      },
      { type: 'malformed', reason: 'malformed: point 4 (trkpt) time is missing, expected an ISO 8601 time' },
    ])
  })

  test('of version 1.0 has speed and course in the point itself, and a time without a zone is UTC', () => {
    const reports = reportsOf(
      `<gpx version="1.0"><trk><trkseg><trkpt lat="39.9" lon="116.4"><time>2026-03-01T08:00:00</time>
        <course>12</course><speed>3.5</speed></trkpt></trkseg></trk></gpx>`,
    )
    expect(reports).toMatchObject([
      { reading: { recordedAtMs: Date.UTC(2026, 2, 1, 8), speedMps: 3.5, headingDeg: 12 } },
    ])
  })

  test('says the same in whatever pieces it comes', () => {
    const whole = readAll(TRACK_1_1, TRACK_1_1.length)
    for (const size of [1, 2, 3, 50]) expect(readAll(TRACK_1_1, size)).toEqual(whole)
  })

  test('that is broken off gives the points before that, and says so', () => {
    const broken = TRACK_1_1.slice(0, TRACK_1_1.indexOf('<osmand:speed>') + 15)
    const { points, brokenOff } = readAll(broken)
    expect([points.length, brokenOff]).toEqual([3, true])
    expect(readAll(TRACK_1_1).brokenOff).toBe(false)
  })

  test.each([
    ['<!DOCTYPE gpx [<!ENTITY a "b">]><gpx/>', /line 1: got "<!DOCTYPE", expected GPX without a document type/],
    ['<gpx>\n&bomb;</gpx>', /line 2: got "undefined entity\.", expected well-formed XML/],
    ['<gpx><trk></gpx>', /expected well-formed XML/],
    ['<kml></kml>', /got "kml", expected the element gpx/],
    ['', /expected well-formed XML/],
    ['hello', /expected well-formed XML/],
    [`<gpx>${'<a>'.repeat(40)}`, /expected at most 32 levels/],
    [`<gpx>${'<wpt/>'.repeat(130_001)}`, /got "point 130000", expected at most 130000 points in one file/],
  ])('%.40s is refused and says why', (text, message) => {
    expect(() => readAll(text, 4096)).toThrow(message)
  })
})

test.each([
  [{ lat: 'x', lon: '1' }, 'malformed: point 3 (wpt) lat is "x", expected degrees'],
  [{ lat: '1', lon: undefined }, 'malformed: point 3 (wpt) lon is missing, expected degrees'],
  [
    { lat: '1', lon: '2', values: { time: 'noon' } },
    'malformed: point 3 (wpt) time is "noon", expected an ISO 8601 time',
  ],
])('a point that cannot be read says which it is and why', (over, reason) => {
  const report = gpxRecord({ tag: 'wpt', index: 3, values: {}, ...over }).report
  expect(report).toEqual({ type: 'malformed', reason })
})
