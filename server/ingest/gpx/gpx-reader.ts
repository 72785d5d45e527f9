import { SaxesParser } from 'saxes'
import { badInput } from '../../errors.ts'
import { GPX_VALUES, type GpxPoint, type GpxValue } from './gpx-point.ts'

/** Deeper than any app nests its extensions. */
const DEEPEST = 32
/** A day and a half with a point each second. */
const MOST_POINTS = 130_000
const POINT_TAGS: ReadonlySet<string> = new Set(['trkpt', 'rtept', 'wpt'])

/** Reads GPX piece by piece. */
export interface GpxReader {
  /** Reads on; `text` may end anywhere. Throws ReplyError 400 that says in which line what is wrong. */
  write(text: string): void
  /** Ends the file. True where it is broken off: then the points before that are still good. Throws as `write` does. */
  close(): { brokenOff: boolean }
}

/**
 * A reader of GPX 1.0 and 1.1 that tells each point of tracks, routes and waypoints once it is complete. A document
 * type (and with it every entity but the five of XML) is refused, as is what nests too deep or has too many points.
 */
export function createGpxReader(onPoint: (point: GpxPoint) => void): GpxReader {
  const parser = new SaxesParser()
  let depth = 0
  let points = 0
  let point: (GpxPoint & { values: Partial<Record<GpxValue, string>> }) | undefined
  let value: GpxValue | undefined
  let text = ''
  let closing = false
  let brokenOff = false

  const refuse = (what: unknown, expected: string) => {
    throw badInput(`gpx line ${parser.line}`, what, expected)
  }

  parser.on('doctype', () => refuse('<!DOCTYPE', 'GPX without a document type'))
  parser.on('error', (error) => {
    // at the end of the file there is one thing that can be wrong: that the rest of it is missing
    if (closing && depth > 0) brokenOff = true
    else refuse(error.message.replace(/^\d+:\d+: /, ''), 'well-formed XML')
  })
  parser.on('opentag', ({ name, attributes }) => {
    const tag = localName(name)
    if (++depth > DEEPEST) refuse(tag, `at most ${DEEPEST} levels`)
    if (depth === 1 && tag !== 'gpx') refuse(tag, 'the element gpx')
    if (point === undefined && POINT_TAGS.has(tag)) {
      if (points === MOST_POINTS) refuse(`point ${points}`, `at most ${MOST_POINTS} points in one file`)
      point = { tag, index: points++, lat: attributes.lat, lon: attributes.lon, values: {} }
    }
    value = point !== undefined && GPX_VALUES.has(tag) ? (tag as GpxValue) : undefined
    text = ''
  })
  const addText = (more: string) => {
    if (value !== undefined) text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', ({ name }) => {
    depth--
    const tag = localName(name)
    if (point === undefined) return
    if (tag === value) {
      // what the point itself says counts before what an extension adds
      point.values[value] ??= text.trim()
      value = undefined
    } else if (tag === point.tag) {
      const complete = point
      point = undefined
      onPoint(complete)
    }
  })

  return {
    write: (text) => void parser.write(text),
    close() {
      closing = true
      parser.close()
      return { brokenOff }
    },
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
