import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gpxRecord } from '../../../server/ingest/gpx/gpx-point.ts'
import { createGpxReader } from '../../../server/ingest/gpx/gpx-reader.ts'
import { checkReport, corpusOf, FUZZ, orRefused, spoiled } from '../corpus.ts'

const corpus = corpusOf('gpx', '.gpx')

/** The reports of a file that comes in pieces of `size` characters; undefined where it is refused. */
function read(text: string, size: number): unknown {
  return orRefused(() => {
    const reports: unknown[] = []
    const reader = createGpxReader((point) => {
      const { report } = gpxRecord(point)
      checkReport(report)
      reports.push(report)
    })
    for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size))
    return { reports, ...reader.close() }
  })
}

test.each(corpus)('a file of the corpus is understood or says why not: $name', ({ text }) => {
  expect(read(text, 5)).toEqual(read(text, text.length))
})

test('whatever a file holds, it is understood or says why not, in whatever pieces it comes', () => {
  const text = fc.oneof({ weight: 8, arbitrary: spoiled(corpus) }, fc.string({ unit: 'binary', maxLength: 100 }))
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (text, size) => {
      expect(read(text, size)).toEqual(read(text, Math.max(1, text.length)))
    }),
    { ...FUZZ, numRuns: 2000 },
  )
})
