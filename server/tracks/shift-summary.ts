import type { ShiftSummary } from '../contract/api/tracks.ts'
import { walkedM } from './distance.ts'
import { findGaps } from './gaps.ts'
import { simplified } from './simplify.ts'
import { findStops } from './stops.ts'
import { timePerGrid } from './time-per-grid.ts'
import type { NamedTrackPoint } from './track-repository.ts'
import { wayOf } from './way.ts'

const MINUTE_MS = 60_000
const TENTHS = 10

type ShiftWay = Pick<ShiftSummary, 'line' | 'stops' | 'distanceM' | 'gaps' | 'grids' | 'coveredMinutes' | 'fixes'>

/** What the fixes of a shift, in the order of time, come to for a worker whose own grid has the code `ownCode`. */
export function summarizeWay(points: readonly NamedTrackPoint[], ownCode: string): ShiftWay {
  const stops = findStops(points)
  const way = wayOf(points, stops)
  const parts = way.map((part) => simplified(part))
  const line = parts.flat()
  const msOfGrid = timePerGrid(points)
  return {
    fixes: points.length,
    line: {
      partStarts: parts.map((_, k) => parts.slice(0, k).reduce((sum, part) => sum + part.length, 0)),
      atMs: line.map(({ atMs }) => atMs),
      lng: line.map(({ lng }) => lng),
      lat: line.map(({ lat }) => lat),
    },
    stops: stops.map(({ lng, lat, fromMs, toMs }) => ({ lng, lat, from: iso(fromMs), to: iso(toMs) })),
    distanceM: Math.round(walkedM(way)),
    gaps: findGaps(points).map(({ fromMs, toMs, jumpM }) => (
      { from: iso(fromMs), to: iso(toMs), jumpM: Math.round(jumpM) }
    )),
    grids: gridTimes(points, msOfGrid, ownCode),
    coveredMinutes: minutes([...msOfGrid.values()].reduce((sum, ms) => sum + ms, 0)),
  }
}

function gridTimes(
  points: readonly NamedTrackPoint[], msOfGrid: ReadonlyMap<string | null, number>, ownCode: string,
): ShiftSummary['grids'] {
  // A later fix overwrites: a grid that was renamed meanwhile has its newest name.
  const named = new Map(points.map((point) => [point.gridCode, point]))
  return Array.from(msOfGrid, ([code, ms]) => ({
    code,
    name: named.get(code)?.gridName ?? '',
    nameEn: named.get(code)?.gridNameEn ?? '',
    own: code === ownCode,
    minutes: minutes(ms),
  })).toSorted((a, b) => b.minutes - a.minutes || (a.code ?? '').localeCompare(b.code ?? ''))
}

function minutes(ms: number): number {
  return Math.round((ms / MINUTE_MS) * TENTHS) / TENTHS
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
