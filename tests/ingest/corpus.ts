import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Report } from '../../server/ingest/position.ts'
import { ReplyError } from '../../server/errors.ts'

/** Fixed, so that a run in CI is the same as one at a desk; to look for more, take another seed and more runs. */
export const FUZZ = { seed: 4, endOnFailure: true }

/** What was sent by real apps, and what once was or may become trouble; what a run finds is added to the folder. */
export function corpusOf(protocol: string, ending: string): { name: string; text: string }[] {
  const folder = join(import.meta.dirname, protocol, 'corpus')
  return readdirSync(folder).filter((name) => name.endsWith(ending)).sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

const PIECES = [
  '', '0', '-1', '1e999', 'NaN', 'null', '\0', '\ufffd', '\ud800', '"', '{', '}', '[', ']', '<', '>', '&', '=', '%',
  '%00', ',', ':', '\n', '\r\n', ' ', 'T', 'Z', '__proto__', '9'.repeat(400), '张', '2026-02-30T25:61:61Z', 'sos', 'true', '</',
  '<![CDATA[',
]

/** Texts of the corpus with something cut out, put in, doubled or cut off, several times over. */
export function spoiled(corpus: readonly { text: string }[]): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8, unit: 'binary' }))
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(12), piece })
  return fc.tuple(fc.constantFrom(...corpus.map(({ text }) => text)), fc.array(change, { maxLength: 5 }))
    .map(([text, changes]) => changes.reduce((text, { at, cut, piece }) => {
      const start = Math.floor(at * text.length)
      return text.slice(0, start) + piece + text.slice(start + cut)
    }, text))
}

/** Fails unless the report can be stored, or says in full why it cannot. */
export function checkReport(report: Report): void {
  if (report.type === 'malformed') {
    const { reason } = report
    const says = /^(malformed: .+ is .+, expected .+|encrypted: .+|not-valid: .+)$/s.test(reason)
    if (!says || reason.length > 500) throw new Error(`a reason that says too little or too much: ${reason}`)
  } else if (report.type === 'heartbeat') {
    if (!Number.isFinite(report.atMs)) throw new Error(`a heartbeat at ${report.atMs}`)
  } else {
    const { recordedAtMs, lng, lat, sequence, sos, ...lesser } = report.reading
    if (![recordedAtMs, lng, lat].every(Number.isFinite)) throw new Error(`a fix at ${recordedAtMs} ${lng} ${lat}`)
    if (sequence !== undefined && (sequence | 0) !== sequence) throw new Error(`sequence ${sequence}`)
    if (typeof sos !== 'boolean') throw new Error(`sos is ${String(sos)}`)
    for (const [name, value] of Object.entries(lesser)) {
      const isNumber = typeof value === 'number' && !Number.isNaN(value)
      if (value !== undefined && !isNumber) throw new Error(`${name} is ${value}`)
    }
  }
}

/** Runs `read`; a ReplyError 400 that names the field and what was expected is a good end, any other error is not. */
export function orRefused<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ReplyError) || error.statusCode !== 400) throw error
    const { field, expected } = error.detail
    if (!field || !expected) throw new Error(`a refusal that says too little: ${error.message}`, { cause: error })
    return undefined
  }
}
