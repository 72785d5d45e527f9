import type { Datum } from '../contract/api/cases.ts'
import { LARGEST_ACCURACY_M } from '../contract/api/grids.ts'
import { MOST_POINTS } from '../contract/located-points.ts'
import { badInput, ReplyError } from '../errors.ts'
import { toWgs84 } from '../org/datum.ts'
import type { PointColumns } from './locate-many.ts'

/** After so many points the work pauses. */
const POINTS_PER_STEP = 1024

/** 413: more points than one request may have; `count` says how many, where that is known. */
export function tooManyPoints(count: number | undefined): ReplyError {
  const expected = `at most ${MOST_POINTS.toLocaleString('en')} points a request`
  const found = count === undefined ? 'a body that is too large' : count.toLocaleString('en')
  return new ReplyError(413, 'TOO_MANY_POINTS', `points: got ${found}, expected ${expected}.`, {
    field: 'points', ...(count === undefined ? {} : { value: count }), expected,
  })
}

/**
 * Reads points of the JSON form, [lng, lat] or [lng, lat, accuracyM] in `datum`, as WGS-84. Pauses now and then.
 * Throws 413 where there are too many, 400 naming the point and what was expected.
 */
export function* readJsonPoints(points: readonly unknown[], datum: Datum): Generator<void, PointColumns> {
  const columns = emptyColumns(points.length, true)
  for (let k = 0; k < points.length; k++) {
    if (k % POINTS_PER_STEP === 0) yield
    const point = points[k]
    if (!Array.isArray(point) || point.length < 2 || point.length > 3) {
      throw badInput(`points.${k}`, point, '[lng, lat] or [lng, lat, accuracyM]')
    }
    put(columns, k, point[0], point[1], point[2] ?? 0, datum)
  }
  return columns
}

/**
 * Reads points of the byte form (see located-points.ts) in `datum` as WGS-84. Pauses now and then. Throws 413 where
 * there are too many, 400 where the bytes are no whole number of points, or naming the point and what was expected.
 */
export function* readBinaryPoints(
  bytes: Uint8Array, hasAccuracy: boolean, datum: Datum,
): Generator<void, PointColumns> {
  const stride = hasAccuracy ? 24 : 16
  const count = bytes.byteLength / stride
  if (!Number.isInteger(count)) throw badInput('body', `${bytes.byteLength} bytes`, `${stride} bytes for each point`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const columns = emptyColumns(count, hasAccuracy)
  for (let k = 0; k < count; k++) {
    if (k % POINTS_PER_STEP === 0) yield
    const at = k * stride
    const accuracyM = hasAccuracy ? view.getFloat64(at + 16, true) : 0
    put(columns, k, view.getFloat64(at, true), view.getFloat64(at + 8, true), accuracyM, datum)
  }
  return columns
}

function emptyColumns(count: number, hasAccuracy: boolean): PointColumns {
  if (count > MOST_POINTS) throw tooManyPoints(count)
  return {
    lng: new Float64Array(count),
    lat: new Float64Array(count),
    accuracyM: hasAccuracy ? new Float64Array(count) : null,
  }
}

function put(columns: PointColumns, k: number, lng: unknown, lat: unknown, accuracyM: unknown, datum: Datum): void {
  const asked = [
    within(`points.${k}.0`, lng, -180, 180, 'lng in degrees'), within(`points.${k}.1`, lat, -90, 90, 'lat in degrees'),
  ]
  const place = toWgs84(asked[0], asked[1], datum)
  columns.lng[k] = place[0]
  columns.lat[k] = place[1]
  if (columns.accuracyM !== null) {
    columns.accuracyM[k] = within(`points.${k}.2`, accuracyM, 0, LARGEST_ACCURACY_M, 'accuracy in metres')
  }
}

function within(field: string, value: unknown, least: number, most: number, what: string): number {
  if (typeof value === 'number' && value >= least && value <= most) return value
  // JSON has no word for NaN.
  const shown = typeof value === 'number' ? String(value) : value
  throw badInput(field, shown, `a number from ${least} to ${most}, the ${what}`)
}
