import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Batch, readBatch, readBatchLines } from '../../../server/ingest/batch/batch.ts'
import { parseJson } from '../../../server/ingest/http/parse-json.ts'
import { checkReport, corpusOf, FUZZ, orRefused, spoiled } from '../corpus.ts'

const bodies = corpusOf('batch', '.json')
const lines = corpusOf('batch', '.ndjson')

function check(read: () => Batch): void {
  const batch = orRefused(read)
  for (const [i, { device, reading }] of batch?.rows.entries() ?? []) {
    expect(typeof device).toBe('string')
    checkReport({ type: 'fix', reading })
    const raw = batch!.rawOf(i)
    expect(typeof raw === 'string' ? JSON.parse(raw) : raw).toMatchObject({ device })
  }
}

const checkBody = (text: string) => check(() => readBatch(parseJson(text)))
const checkLines = (text: string) => check(() => readBatchLines(text, undefined))

test.each(bodies)('a batch of the corpus is understood or says why not: $name', ({ text }) => checkBody(text))
test.each(lines)('NDJSON of the corpus is understood or says why not: $name', ({ text }) => checkLines(text))

test('whatever a batch holds, it is understood or says why not', () => {
  const text = fc.oneof({ weight: 8, arbitrary: spoiled(bodies) }, fc.json(), fc.string({ unit: 'binary' }))
  fc.assert(fc.property(text, checkBody), { ...FUZZ, numRuns: 8000 })
})

test('whatever lines hold, they are understood or say why not', () => {
  const text = fc.oneof({ weight: 8, arbitrary: spoiled(lines) }, fc.string({ unit: 'binary', maxLength: 200 }))
  fc.assert(fc.property(text, checkLines), { ...FUZZ, numRuns: 8000 })
})
