import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { isSslRequest, MessageReader } from '../../server/db/embedded/message-reader.ts'

describe('the reader of protocol messages', () => {
  const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
  const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0])
  const message = (letter: string, body: string): Buffer => {
    const head = Buffer.alloc(5)
    head.write(letter)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, Buffer.from(body)])
  }
  const sync = message('S', '')

  it('cuts the same messages from the bytes however they arrive', () => {
    const messages = [sslRequest, startup, message('Q', 'select 1'), message('P', 'x'.repeat(5000)), sync, sync]
    const bytes = Buffer.concat(messages)
    const random = mulberry32(1)
    for (let round = 0; round < 200; round++) {
      const reader = new MessageReader()
      const read: Buffer[] = []
      for (let at = 0; at < bytes.length;) {
        const size = 1 + Math.floor(random() ** 4 * 3000)
        read.push(...reader.push(bytes.subarray(at, at + size)))
        at += size
      }
      expect(read.map((one) => one.toString('hex'))).toEqual(messages.map((one) => one.toString('hex')))
    }
  })

  it('knows the question for encryption from a startup', () => {
    expect([sslRequest, startup, sync].map(isSslRequest)).toEqual([true, false, false])
  })

  it('refuses a length that cannot be', () => {
    const reader = new MessageReader()
    reader.push(startup)
    expect(() => reader.push(Buffer.from([0x51, 0, 0, 0, 3]))).toThrow('A message of 4 bytes, expected at least 5')
  })
})
