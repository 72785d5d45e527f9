import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readOsmandFields } from '../../../server/ingest/osmand/osmand-fields.ts'
import { decodeOsmandJson, osmandJsonDevice } from '../../../server/ingest/osmand/osmand-json.ts'
import { osmandReports } from '../../../server/ingest/osmand/osmand.ts'
import { createCityTime } from '../../../server/org/city-time.ts'
import { checkReport, corpusOf, FUZZ, spoiled } from '../corpus.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const shanghai = createCityTime('Asia/Shanghai')
const queries = corpusOf('osmand', '.txt')
const bodies = corpusOf('osmand', '.json')

function checkQuery(text: string): void {
  for (const report of osmandReports(readOsmandFields(text), NOW_MS, shanghai)) checkReport(report)
}

function checkJson(body: unknown): void {
  const device = osmandJsonDevice(body)
  if (device === undefined) return
  for (const { report, raw } of decodeOsmandJson(body, NOW_MS, shanghai)) {
    checkReport(report)
    expect(typeof raw).toBe('string')
  }
}

test.each(queries)('a query of the corpus is understood or says why not: $name', ({ text }) => checkQuery(text))
test.each(bodies)('a body of the corpus is understood or says why not: $name', ({ text }) => {
  checkJson(JSON.parse(text))
})

test('whatever a query holds, it is understood or says why not', () => {
  const text = fc.oneof({ weight: 4, arbitrary: spoiled(queries) }, fc.string({ unit: 'binary', maxLength: 200 }))
  fc.assert(fc.property(text, checkQuery), { ...FUZZ, numRuns: 8000 })
})

test('fields are those that URLSearchParams finds, of which the last counts', () => {
  const name = fc.constantFrom('id', 'deviceid', 'lat', 'bearing', 'heading', 'x')
  const text = fc.array(fc.tuple(name, fc.string({ maxLength: 5 })), { maxLength: 6 })
    .map((pairs) => String(new URLSearchParams(pairs)))
  fc.assert(fc.property(text, (text) => {
    const params = new URLSearchParams(text)
    const last = (name: string) => params.getAll(name).at(-1) ?? ''
    expect(readOsmandFields(text)).toMatchObject({
      id: last('id') || last('deviceid'), lat: last('lat'), bearing: last('bearing') || last('heading'), speed: '',
    })
  }), { ...FUZZ, numRuns: 3000 })
})

test('whatever a body of JSON holds, it is understood or says why not', () => {
  const name = fc.constantFrom(
    'device_id', 'id', 'location', 'timestamp', 'coords', 'latitude', 'longitude', 'lat', 'lon', 'alarm', 'uuid',
    'battery', 'level', '__proto__',
  )
  const record = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }))
  const parsed = spoiled(bodies).map((text): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  })
  const records = fc.array(record, { maxLength: 3 })
  const location = fc.record({ device_id: fc.constant('a'), location: fc.oneof(record, records) })
  const body = fc.oneof({ weight: 4, arbitrary: parsed }, location, record, records, fc.jsonValue())
  fc.assert(fc.property(body, checkJson), { ...FUZZ, numRuns: 8000 })
})
