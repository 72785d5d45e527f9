import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import { foldSignals, graver } from '../../server/alarms/fold-signals.ts'
import { SEVERITIES, type Severity } from '../../server/contract/api/alarms.ts'

const anySignal: fc.Arbitrary<AlarmSignal> = fc.record({
  source: fc.record({ type: fc.constantFrom('device' as const, 'worker' as const), id: fc.integer({ min: 1, max: 2 }) }),
  type: fc.constantFrom('sos', 'tilt'),
  severity: fc.constantFrom(...SEVERITIES),
  message: fc.string({ maxLength: 3 }),
  value: fc.integer(),
  unit: fc.constant(null),
  atMs: fc.integer({ min: 0, max: 5 }),
  raised: fc.boolean(),
})
const keyOf = ({ source, type }: AlarmSignal) => `${source.type} ${source.id} ${type}`

/** What one after the other makes of the signals of each source and type: the alarms it has had, one after the other. */
function oneByOne(signals: readonly AlarmSignal[]) {
  const episodes: { key: string; occurrences: number; severity: Severity; value: number | null; open: boolean }[] = []
  const lastAt = new Map<object, number>()
  for (const signal of signals) {
    const key = keyOf(signal)
    const open = episodes.find((episode) => episode.key === key && episode.open)
    if (!signal.raised) {
      if (open !== undefined) open.open = false
    } else if (open === undefined) {
      const episode = { key, occurrences: 1, severity: signal.severity, value: signal.value, open: true }
      episodes.push(episode)
      lastAt.set(episode, signal.atMs)
    } else {
      open.occurrences++
      open.severity = graver(open.severity, signal.severity)
      if (signal.atMs >= lastAt.get(open)!) {
        open.value = signal.value
        lastAt.set(open, signal.atMs)
      }
    }
  }
  return episodes
}

/** The same of the rounds. */
function byRounds(signals: readonly AlarmSignal[]) {
  const episodes: ReturnType<typeof oneByOne> = []
  for (const round of foldSignals(signals)) {
    expect(new Set(round.map(({ newest }) => keyOf(newest))).size).toBe(round.length)
    for (const folded of round) {
      const key = keyOf(folded.newest)
      const open = episodes.find((episode) => episode.key === key && episode.open)
      if (!folded.raised) {
        if (open !== undefined) open.open = false
        continue
      }
      expect(open).toBeUndefined()
      const { occurrences, severity, newest, firstAtMs } = folded
      expect(firstAtMs).toBeLessThanOrEqual(newest.atMs)
      episodes.push({ key, occurrences, severity, value: newest.value, open: true })
    }
  }
  return episodes
}

test('rounds of folded signals come to the same as one signal after the other', () => {
  fc.assert(fc.property(fc.array(anySignal, { maxLength: 40 }), (signals) => {
    // sorting keeps the order of the alarms of one source and type
    const byKey = (a: { key: string }, b: { key: string }) => a.key.localeCompare(b.key)
    expect(byRounds(signals).sort(byKey)).toEqual(oneByOne(signals).sort(byKey))
  }), { seed: 11, numRuns: 500 })
})
