import { SEVERITIES, type Severity } from '../contract/api/alarms.ts'
import type { AlarmSignal } from './alarm-desk.ts'

/** Triggers of one source and type without a clear between them, or one clear. */
export type FoldedSignal =
  | { raised: true; newest: AlarmSignal; severity: Severity; occurrences: number; firstAtMs: number }
  | { raised: false; newest: AlarmSignal }

/** The graver one of two severities. */
export function graver(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b
}

/**
 * Signals in rounds: in each, no source and type comes twice, and the order of the signals of one is the order of its
 * rounds. Triggers on end are folded into one that counts them, has the gravest severity and says what the newest says.
 */
export function foldSignals(signals: readonly AlarmSignal[]): FoldedSignal[][] {
  const foldedBySource = new Map<string, FoldedSignal[]>()
  for (const signal of signals) {
    const key = `${signal.source.type} ${signal.source.id} ${signal.type}`
    const folded = foldedBySource.get(key)
    if (folded === undefined) foldedBySource.set(key, [folding(undefined, signal)])
    else if (folded.at(-1)!.raised === signal.raised) folded.push(folding(folded.pop(), signal))
    else folded.push(folding(undefined, signal))
  }
  const rounds: FoldedSignal[][] = []
  for (const folded of foldedBySource.values()) {
    folded.forEach((signal, round) => (rounds[round] ??= []).push(signal))
  }
  return rounds
}

function folding(before: FoldedSignal | undefined, signal: AlarmSignal): FoldedSignal {
  const newest = before !== undefined && before.newest.atMs > signal.atMs ? before.newest : signal
  if (!signal.raised) return { raised: false, newest }
  if (before?.raised !== true) {
    return { raised: true, newest, severity: signal.severity, occurrences: 1, firstAtMs: signal.atMs }
  }
  return {
    raised: true,
    newest,
    severity: graver(before.severity, signal.severity),
    occurrences: before.occurrences + 1,
    firstAtMs: Math.min(before.firstAtMs, signal.atMs),
  }
}
