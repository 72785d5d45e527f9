import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeOwntracks } from '../../../server/ingest/owntracks/owntracks.ts'
import { checkReport, corpusOf, FUZZ, spoiled } from '../corpus.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const corpus = corpusOf('owntracks', '.json')

function check(payload: string, topic?: string): void {
  const { deviceKey, report } = decodeOwntracks(payload, { topic }, NOW_MS)
  expect(['string', 'undefined']).toContain(typeof deviceKey)
  if (report !== undefined) checkReport(report)
}

test.each(corpus)('a message of the corpus is understood or says why not: $name', ({ text }) => check(text))

test('whatever a message holds, it is understood or says why not', () => {
  const names = fc.constantFrom(
    '_type', '_id', 'lat', 'lon', 'tst', 'acc', 'vel', 'cog', 'alt', 'batt', 'tid', 'topic', '__proto__',
  )
  const types = fc.constantFrom('location', 'transition', 'lwt', 'encrypted')
  const values = fc.oneof(types, fc.double(), fc.jsonValue({ maxDepth: 1 }))
  const message = fc.dictionary(names, values).map((message) => JSON.stringify({ _type: 'location', ...message }))
  const payload = fc.oneof({ weight: 4, arbitrary: spoiled(corpus) }, message, fc.string({ unit: 'binary' }), fc.json())
  const topics = fc.oneof(fc.constantFrom('owntracks/a/b', 'owntracks//', 'owntracks/a/b/event', 'x'), fc.string())
  const topic = fc.option(topics, { nil: undefined })
  fc.assert(fc.property(payload, topic, check), { ...FUZZ, numRuns: 8000 })
})
