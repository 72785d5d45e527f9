import { readBcd, writeBcd } from './binary-coded.ts'

/** What stands at both ends of a frame, and nowhere in it. */
export const DELIMITER = 0x7e
const ESCAPE = 0x7d

export const LARGEST_BODY = 1023
const LARGEST_HEADER = 21
/** Between the delimiters, where every byte of it had to be escaped. */
export const LARGEST_ESCAPED = 2 * (LARGEST_HEADER + LARGEST_BODY + 1)

/** What `attr` says beside the length of the body. */
const ENCRYPTION_BITS = 0b111 << 10
const PART_BIT = 1 << 13
const VERSION_BIT = 1 << 14

export interface Header {
  messageId: number
  /** Frames of 2011 look as those of 2013. */
  version: 2013 | 2019
  /** The terminal's number, with the zeros before it: 12 digits, or 20 in 2019. */
  phone: string
  sequence: number
  /** Of a message too long for one frame: which of how many parts this is, from 1. */
  part?: { index: number; total: number }
}

export interface Frame extends Header {
  /** The body cannot be read: it is encrypted with a key that we do not have. */
  encrypted: boolean
  body: Buffer
  /** Header, body and check byte as they were sent, unescaped. */
  bytes: Buffer
}

/**
 * Reads what stood between two delimiters: unescapes it, verifies the check byte, reads the header. Answers with why it
 * is no frame otherwise. The frame may share memory with `segment`.
 */
export function decodeFrame(segment: Buffer): { frame: Frame } | { reason: string } {
  const bytes = unescape(segment)
  if (bytes === undefined) return { reason: 'malformed: escape is incomplete, expected 7d 01 or 7d 02' }
  if (bytes.length < 13) return { reason: `malformed: frame has ${bytes.length} bytes, expected at least 13` }
  const check = checkOf(bytes, bytes.length - 1)
  if (check !== bytes[bytes.length - 1]) {
    return { reason: `malformed: check byte is ${bytes[bytes.length - 1]}, expected ${check}` }
  }
  const attributes = bytes.readUInt16BE(2)
  const is2019 = (attributes & VERSION_BIT) !== 0
  const isPart = (attributes & PART_BIT) !== 0
  const headerLength = (is2019 ? 17 : 12) + (isPart ? 4 : 0)
  const bodyLength = attributes & LARGEST_BODY
  if (bytes.length !== headerLength + bodyLength + 1) {
    const expected = `${headerLength + bodyLength + 1}, as its header says`
    return { reason: `malformed: frame has ${bytes.length} bytes, expected ${expected}` }
  }
  const phoneAt = is2019 ? 5 : 4
  const phone = readBcd(bytes, phoneAt, is2019 ? 10 : 6)
  if (phone === undefined) return { reason: 'malformed: phone is no 8421 code, expected digits' }
  const frame: Frame = {
    messageId: bytes.readUInt16BE(0),
    version: is2019 ? 2019 : 2013,
    phone,
    sequence: bytes.readUInt16BE(phoneAt + phone.length / 2),
    encrypted: (attributes & ENCRYPTION_BITS) !== 0,
    body: bytes.subarray(headerLength, headerLength + bodyLength),
    bytes,
  }
  if (isPart) {
    const total = bytes.readUInt16BE(headerLength - 4)
    const index = bytes.readUInt16BE(headerLength - 2)
    if (index < 1 || index > total) {
      return { reason: `malformed: part is ${index} of ${total}, expected 1 to the total` }
    }
    frame.part = { index, total }
  }
  return { frame }
}

/** The frame with its delimiters, ready to be sent. Throws RangeError for a body or a number that is too long. */
export function encodeFrame(header: Header, body: Uint8Array): Buffer {
  if (body.length > LARGEST_BODY) throw new RangeError(`Got ${body.length} bytes, expected at most ${LARGEST_BODY}.`)
  const { messageId, version, phone, sequence, part } = header
  const is2019 = version === 2019
  const headerLength = (is2019 ? 17 : 12) + (part === undefined ? 0 : 4)
  const bytes = Buffer.alloc(headerLength + body.length + 1)
  bytes.writeUInt16BE(messageId, 0)
  bytes.writeUInt16BE(body.length | (part === undefined ? 0 : PART_BIT) | (is2019 ? VERSION_BIT : 0), 2)
  // the version of the protocol that 2019 brought
  if (is2019) bytes[4] = 1
  writeBcd(bytes, is2019 ? 5 : 4, is2019 ? 10 : 6, phone)
  bytes.writeUInt16BE(sequence, is2019 ? 15 : 10)
  if (part !== undefined) {
    bytes.writeUInt16BE(part.total, headerLength - 4)
    bytes.writeUInt16BE(part.index, headerLength - 2)
  }
  bytes.set(body, headerLength)
  bytes[bytes.length - 1] = checkOf(bytes, bytes.length - 1)
  return escape(bytes)
}

/** XOR of the first `length` bytes. */
function checkOf(bytes: Uint8Array, length: number): number {
  let check = 0
  for (let i = 0; i < length; i++) check ^= bytes[i]
  return check
}

/** `bytes` between delimiters, with what could be mistaken for one escaped. */
export function escape(bytes: Uint8Array): Buffer {
  const escaped = Buffer.allocUnsafe(2 * bytes.length + 2)
  let length = 0
  escaped[length++] = DELIMITER
  for (const byte of bytes) {
    if (byte === DELIMITER || byte === ESCAPE) {
      escaped[length++] = ESCAPE
      escaped[length++] = byte === DELIMITER ? 2 : 1
    } else {
      escaped[length++] = byte
    }
  }
  escaped[length++] = DELIMITER
  return escaped.subarray(0, length)
}

/** The bytes without escapes (the same memory where there are none); undefined where an escape is none that we know. */
export function unescape(segment: Buffer): Buffer | undefined {
  const first = segment.indexOf(ESCAPE)
  if (first === -1) return segment
  const bytes = Buffer.allocUnsafe(segment.length)
  let length = segment.copy(bytes, 0, 0, first)
  for (let i = first; i < segment.length; i++) {
    if (segment[i] !== ESCAPE) {
      bytes[length++] = segment[i]
      continue
    }
    const code = segment[++i]
    if (code !== 1 && code !== 2) return undefined
    bytes[length++] = code === 2 ? DELIMITER : ESCAPE
  }
  return bytes.subarray(0, length)
}
