import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame, encodeFrame, escape, type Frame, unescape } from '../../../server/ingest/jt808/frame.ts'
import { FrameSplitter } from '../../../server/ingest/jt808/frame-splitter.ts'
import { readLocation } from '../../../server/ingest/jt808/location.ts'
import { reportsOf } from '../../../server/ingest/jt808/location-report.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
/** Splits a stream and decodes it. */
const framesOf = (...chunks: Buffer[]) => {
  const splitter = new FrameSplitter()
  return chunks.flatMap((chunk) => {
    splitter.push(chunk)
    const found: ReturnType<typeof decodeFrame>[] = []
    for (let segment = splitter.next(); segment; segment = splitter.next()) {
      found.push(segment.tooLong ? { reason: 'too long' } : decodeFrame(segment.bytes))
    }
    return found
  })
}
const frameOf = (bytes: Buffer): Frame => {
  const [decoded] = framesOf(bytes)
  if (!('frame' in decoded)) throw new Error(decoded.reason)
  return decoded.frame
}

/** SmallChi's worked example: position of 2013 with mileage and fuel, and a call for help. */
const WORKED = hex(
  '7E02000026123456789012007D02000000010000000200BA7F0E07E4F11C0028003C00001810151010100104000000640202007D01137E',
)

const header = fc.record({
  messageId: fc.integer({ min: 0, max: 65_535 }),
  version: fc.constantFrom(2013 as const, 2019 as const),
  sequence: fc.integer({ min: 0, max: 65_535 }),
  part: fc.option(fc.integer({ min: 1, max: 65_535 }).map((total) => ({ total, index: total })), { nil: undefined }),
}).chain((base) =>
  fc.stringMatching(base.version === 2019 ? /^\d{20}$/ : /^\d{12}$/).map((phone) => ({ ...base, phone })))
const body = fc.uint8Array({ maxLength: 1023 })
/** Bytes rich in what has to be escaped. */
const nasty = fc.array(fc.constantFrom(0x7e, 0x7d, 0x01, 0x02, 0x00, 0xff), { maxLength: 300 })
  .map((bytes) => Uint8Array.from(bytes))

describe('escaping', () => {
  test('is the example of the standard, byte for byte', () => {
    const bytes = hex('30 7e 08 7d 55')
    expect(escape(bytes).toString('hex')).toBe(hex('7e 30 7d 02 08 7d 01 55 7e').toString('hex'))
    expect(unescape(hex('30 7d 02 08 7d 01 55'))).toEqual(bytes)
  })

  test('leaves no delimiter inside and is taken back by unescaping', () => {
    fc.assert(fc.property(fc.oneof(nasty, body), (bytes) => {
      const inside = escape(bytes).subarray(1, -1)
      expect(inside.includes(0x7e)).toBe(false)
      expect(unescape(inside)).toEqual(Buffer.from(bytes))
    }), { seed: 808 })
  })

  test('that is none that we know is refused', () => {
    expect(unescape(hex('30 7d 03'))).toBeUndefined()
    expect(unescape(hex('30 7d'))).toBeUndefined()
  })
})

describe('the worked frame', () => {
  test('is read to the last bit', () => {
    const frame = frameOf(WORKED)
    expect(frame).toMatchObject({ messageId: 0x0200, version: 2013, phone: '123456789012', sequence: 126 })
    expect(readLocation(frame.body)).toEqual({
      recordedAtMs: Date.parse('2018-10-15T10:10:10+08:00'), alarms: 1, status: 2,
      lat: 12.222222, lng: 132.444444, altitudeM: 40, speedMps: 60 / 36, headingDeg: 0,
      items: { mileageKm: 10, fuelL: 12.5 },
    })
  })

  test('is written to the last bit', () => {
    const { body, messageId, phone, version, sequence } = frameOf(WORKED)
    expect(encodeFrame({ messageId, phone, version, sequence }, body).toString('hex')).toBe(WORKED.toString('hex'))
  })
})

describe('a frame', () => {
  test('of either version comes back as it went', () => {
    fc.assert(fc.property(header, fc.oneof(nasty, body), (header, body) => {
      const { encrypted, bytes: _bytes, ...frame } = frameOf(encodeFrame(header, body))
      const { part, ...rest } = header
      expect(frame).toEqual({ ...rest, body: Buffer.from(body), ...(part && { part }) })
      expect(encrypted).toBe(false)
    }), { seed: 808 })
  })

  test('is found however the stream is cut', () => {
    const stream = Buffer.concat([WORKED, WORKED, encodeFrame(
      { messageId: 2, version: 2019, phone: '1', sequence: 1 }, Buffer.alloc(0),
    )])
    for (let size = 1; size <= stream.length; size++) {
      const starts = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) => i * size)
      const chunks = starts.map((start) => stream.subarray(start, start + size))
      const ids = framesOf(...chunks).map((decoded) => ('frame' in decoded ? decoded.frame.messageId : decoded.reason))
      expect(ids).toEqual([0x0200, 0x0200, 2])
    }
  })

  test('that shares its delimiter with the next one is found', () => {
    const shared = Buffer.concat([WORKED.subarray(0, -1), WORKED])
    expect(framesOf(shared)).toHaveLength(2)
  })

  test('that begins inside rubbish, or after one that lost its end, is found', () => {
    for (const rubbish of ['00 11 22', '7e 11', WORKED.subarray(0, 20).toString('hex'), '7d 7d 7e 7e 7e']) {
      const found = framesOf(hex(rubbish), WORKED)
      expect(found.at(-1)).toHaveProperty('frame.messageId', 0x0200)
    }
  })

  test.each([
    ['check byte', () => { const bytes = Buffer.from(WORKED); bytes[30] ^= 1; return bytes }],
    ['at least 13', () => hex('7e 01 02 7e')],
    ['escape', () => hex('7e 30 7d 05 55 7e')],
    ['as its header says', () => escape(withCheck(hex('0002 0005 012345678901 0001 aa')))],
    ['8421', () => escape(withCheck(hex('0002 0000 0123456789ab 0001')))],
    ['1 to the total', () => escape(withCheck(hex('0002 2000 012345678901 0001 0002 0003')))],
  ])('that is wrong is refused by name: %s', (word, make) => {
    expect(framesOf(make())).toEqual([{ reason: expect.stringContaining(word) }])
  })

  test('cannot be written with a body or a number that is too long', () => {
    const frame = { messageId: 2, version: 2013 as const, phone: '1234567890123', sequence: 1 }
    expect(() => encodeFrame(frame, Buffer.alloc(0))).toThrow(RangeError)
    expect(() => encodeFrame({ ...frame, phone: '1' }, Buffer.alloc(1024))).toThrow(RangeError)
  })
})

describe('the splitter', () => {
  test('keeps no more than a frame of a stream without delimiters, and counts it', () => {
    const splitter = new FrameSplitter()
    for (let i = 0; i < 64; i++) {
      splitter.push(Buffer.alloc(1024, 1))
      expect(splitter.next()).toBeUndefined()
    }
    expect(splitter.sinceDelimiter).toBe(65_536)
    splitter.push(WORKED)
    expect(splitter.next()).toMatchObject({ tooLong: true, bytes: { length: 2090 } })
    expect(splitter.next()).toMatchObject({ tooLong: false })
  })

  test('cuts off what is too long between delimiters that came at once', () => {
    const splitter = new FrameSplitter()
    splitter.push(Buffer.concat([hex('7e'), Buffer.alloc(5000), hex('7e'), WORKED]))
    expect(splitter.next()).toMatchObject({ tooLong: true, bytes: { length: 2090 } })
    expect(splitter.next()).toMatchObject({ tooLong: false, bytes: { length: WORKED.length - 2 } })
    expect(splitter.next()).toBeUndefined()
  })
})

describe('a location', () => {
  const location = (change: (body: Buffer) => void = () => {}, tail = '') => {
    const body = Buffer.concat([Buffer.from(frameOf(WORKED).body.subarray(0, 28)), hex(tail)])
    change(body)
    const read = readLocation(body)
    if ('field' in read) throw new Error(read.field)
    return read
  }

  test('south and west are signs', () => {
    const read = location((body) => body.writeUInt32BE(0b1110, 4))
    expect([read.lng, read.lat]).toEqual([-132.444444, -12.222222])
  })

  test.each([
    ['unknown items are skipped', 'e0 03 010203 14 00 31 01 0c', { satellites: 12 }],
    ['of one that comes twice the last counts', '30 01 05 30 01 1f', { signal: 31 }],
    ['a cut tail costs only itself', '01 04 00000064 02 02 00', { mileageKm: 10 }],
    ['a lone id costs only itself', '03 02 0168 31', { recorderSpeedMps: 10 }],
    ['one with a length of its own is skipped', '01 02 0064 31 01 09', { satellites: 9 }],
  ])('%s', (_name, tail, items) => {
    expect(location(undefined, tail).items).toEqual(items)
  })

  test.each(['260230101010', '261301101010', '260101241010', '26010110106a', '260100101010'])(
    'with the time %s is malformed', (digits) => {
      expect(() => location((body) => hex(digits).copy(body, 22))).toThrow('time')
    },
  )

  test('without a fix is a sign of life, with encrypted coordinates none that can be read', () => {
    const unfixed = location((body) => body.writeUInt32BE(0, 4))
    expect(reportsOf(unfixed, true, [])).toEqual([{ type: 'heartbeat', atMs: unfixed.recordedAtMs, sos: true }])
    const encrypted = location((body) => body.writeUInt32BE(0b100010, 4))
    const reason = expect.stringContaining('encrypted')
    expect(reportsOf(encrypted, false, [])).toMatchObject([{ type: 'malformed', reason }, { type: 'heartbeat', sos: false }])
  })

  test('with a heading that cannot be keeps its place', () => {
    const odd = location((body) => body.writeUInt16BE(400, 20))
    expect(reportsOf(odd, false, [])).toMatchObject([{ type: 'fix', reading: { lng: 132.444444, headingDeg: undefined } }])
  })
})

function withCheck(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.of(bytes.reduce((check, byte) => check ^ byte, 0))])
}
