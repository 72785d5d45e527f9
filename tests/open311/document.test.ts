import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatOf, withoutControls, writeDocument } from '../../server/open311/document.ts'
import { formatW3cTime, parseW3cTime } from '../../server/open311/w3c-time.ts'
import { asValue, readXml } from './read-xml.ts'

test('whatever people write is read from the XML as it was, but for what no XML can hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (description) => {
      const xml = writeDocument('service_requests', [{ description }], 'xml')
      expect(asValue(readXml(xml))).toEqual([{ description: withoutControls(description) }])
    }),
    {
      seed: 311, numRuns: 200,
      examples: [['a\r\nb'], [']]>'], ['&lt;<b>"\''], ['\u0000\u0008x\uFFFE'], ['\uD800'], ['  ']],
    },
  )
})

test('only characters that XML 1.0 forbids are left out', () => {
  expect(withoutControls('a\u0000\u000Bb\tc\r\n\uD83D\uDE00\uD83D\uFFFF漢')).toBe('ab\tc\r\n\uD83D\uDE00漢')
})

test('lists have an element for each item, what is unknown is an empty element, an empty list is an empty root', () => {
  expect(writeDocument('services', [{ metadata: true, group: null }], 'xml')).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n<services><service><metadata>true</metadata><group/></service></services>',
  )
  expect(asValue(readXml(writeDocument('service_requests', [], 'xml')))).toEqual([])
  expect(writeDocument('service_requests', [], 'json')).toBe('[]')
})

test('the ending of the path alone decides the format', () => {
  const endings = ['/a.json', '/a.xml?x=.json', '/a.b.json', '/a', '/a.yaml', '/a.json/b', '/a.JSON']
  expect(endings.map(formatOf)).toEqual(['json', 'xml', 'json', null, null, null, null])
})

test('times have a zone, and a plus that became a blank is still a plus', () => {
  const texts = ['2010-05-24T00:00:00Z', '2010-05-24T00:00:00-06:00', '2010-05-24T08:00:00 08:00', '2010-05-24T08:00:00+0800']
  const utc = '2010-05-24T00:00:00Z'
  expect(texts.map((text) => formatW3cTime(new Date(parseW3cTime(text)!)))).toEqual([utc, '2010-05-24T06:00:00Z', utc, utc])
  expect(['2010-05-24', '2010-05-24T00:00:00', 'yesterday', '2010-13-24T00:00:00Z', '2010-02-29T00:00:00Z'].map(parseW3cTime))
    .toEqual(Array(5).fill(null))
})
