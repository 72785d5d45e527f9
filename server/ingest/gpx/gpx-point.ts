import type { IncomingRecord } from '../intake.ts'
import { malformed } from '../malformed.ts'
import { numberOf, plausible } from '../plausible.ts'
import type { Report } from '../position.ts'

/** One point of a GPX file: attributes and the values within it, by their local names, as they are written. */
export interface GpxPoint {
  /** trkpt, rtept or wpt. */
  tag: string
  /** Counted from 0 over all points of the file. */
  index: number
  lat: string | undefined
  lon: string | undefined
  values: Readonly<Partial<Record<GpxValue, string>>>
}

/** What of a point is read, whether GPX 1.0 has it in the point or an app in its extensions. */
export type GpxValue = 'time' | 'ele' | 'speed' | 'course' | 'bearing' | 'accuracy' | 'hacc'
export const GPX_VALUES: ReadonlySet<string> = new Set<GpxValue>(
  ['time', 'ele', 'speed', 'course', 'bearing', 'accuracy', 'hacc'],
)

/** The record of a point. Speeds of GPX 1.0 and of all common extensions are metres a second, times are UTC. */
export function gpxRecord(point: GpxPoint): IncomingRecord {
  return { raw: point, report: reportOf(point) }
}

function reportOf({ tag, index, lat: latText, lon: lonText, values }: GpxPoint): Report {
  const field = (name: string) => `point ${index} (${tag}) ${name}`
  const lat = numberOf(latText)
  const lng = numberOf(lonText)
  if (!Number.isFinite(lat)) return malformed(field('lat'), latText, 'degrees')
  if (!Number.isFinite(lng)) return malformed(field('lon'), lonText, 'degrees')
  const recordedAtMs = timeOf(values.time)
  if (Number.isNaN(recordedAtMs)) return malformed(field('time'), values.time, 'an ISO 8601 time')
  return {
    type: 'fix',
    reading: {
      recordedAtMs,
      lng,
      lat,
      sos: false,
      ...plausible({
        accuracyM: values.accuracy ?? values.hacc,
        speedMps: values.speed,
        headingDeg: values.course ?? values.bearing,
        altitudeM: values.ele,
        batteryPercent: undefined,
      }),
    },
  }
}

/** A time without a zone is UTC, as GPX has it; `Date.parse` alone would take it for the server's. */
function timeOf(text: string | undefined): number {
  const [, dateTime, zone] = /^\s*(\d{4}-\d\d-\d\dT[\d:.]+)(Z|[+-]\d\d:?\d\d)?\s*$/i.exec(text ?? '') ?? []
  return dateTime === undefined ? Number.NaN : Date.parse(`${dateTime}${zone ?? 'Z'}`)
}
