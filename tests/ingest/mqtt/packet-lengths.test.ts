import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { PacketLengths } from '../../../server/ingest/mqtt/packet-lengths.ts'

function publish(payloadBytes: number): Buffer {
  return generate({
    cmd: 'publish', topic: 't', payload: Buffer.alloc(payloadBytes, 0xff), qos: 0, dup: false, retain: false,
  })
}

/** The bytes cut into pieces of the given lengths, in turn. */
function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length]!
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  return pieces
}

describe('packet lengths', () => {
  it('lets everything through that is short enough, however it is cut, and refuses the first that is not', () => {
    const sizes = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 8 })
    const pieces = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(sizes, pieces, (payloads, lengths) => {
        const packetLengths = new PacketLengths(10_003)
        const stream = cut(Buffer.concat(payloads.map(publish)), lengths)
        // a packet is its payload, a topic of one byte and the two of the topic's length
        expect(stream.every((piece) => packetLengths.accept(piece))).toBe(payloads.every((size) => size <= 10_000))
      }),
    )
  })

  it('refuses by the announcement, before the packet comes', () => {
    expect(new PacketLengths(16_384).accept(Buffer.from([0x30, 0x80, 0x80, 0x01]))).toBe(true)
    expect(new PacketLengths(16_383).accept(Buffer.from([0x30, 0x80, 0x80, 0x01]))).toBe(false)
  })

  it('refuses a length of five bytes, which MQTT does not have', () => {
    expect(new PacketLengths(1e9).accept(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80]))).toBe(false)
  })

  it('takes any bytes without an end or a throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (pieces) => {
        const packetLengths = new PacketLengths(100)
        for (const piece of pieces) expect(packetLengths.accept(piece)).toBeTypeOf('boolean')
      }),
    )
  })
})
