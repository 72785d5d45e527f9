import { SourceError } from '../../source-error.ts'
import type { ByteReader } from './byte-reader.ts'
import { canBeUtf8 } from './dbf-encoding.ts'

const DELETED = 0x2a
const END_OF_FILE = 0x1a
const END_OF_FIELDS = 0x0d
const DESCRIPTOR_BYTES = 32
const DBASE_7 = 4

interface DbfField {
  name: Buffer
  type: string
  at: number
  length: number
}

/** The head of a .dbf: what a record is made of. */
export interface DbfHead {
  recordBytes: number
  language: number
  fields: DbfField[]
}

/** Reads up to the first record. Throws SourceError for what is no dBASE table. */
export async function readDbfHead(bytes: ByteReader): Promise<DbfHead> {
  const head = await bytes.take(DESCRIPTOR_BYTES)
  if (head.length < DESCRIPTOR_BYTES) throw noDbf('it is shorter than its head')
  if ((head[0]! & 7) === DBASE_7) throw noDbf('it is of dBASE 7')
  const headBytes = head.readUInt16LE(8)
  const recordBytes = head.readUInt16LE(10)
  const body = await bytes.take(Math.max(0, headBytes - DESCRIPTOR_BYTES))
  if (recordBytes < 1 || body.length < headBytes - DESCRIPTOR_BYTES) throw noDbf('its head is cut off')

  const fields: DbfField[] = []
  let at = 1
  for (let from = 0; from + DESCRIPTOR_BYTES <= body.length && body[from] !== END_OF_FIELDS; from += DESCRIPTOR_BYTES) {
    const name = body.subarray(from, from + 11)
    const end = name.indexOf(0)
    const type = String.fromCharCode(body[from + 11]!)
    // A text may be longer than 255 bytes: then its decimals are the high byte of the length.
    const length = body[from + 16]! + (type === 'C' ? body[from + 17]! * 256 : 0)
    fields.push({ name: end < 0 ? name : name.subarray(0, end), type, at, length })
    at += length
  }
  if (fields.length === 0 || at > recordBytes) throw noDbf('its fields do not fit into its records')
  return { recordBytes, language: head[29]!, fields }
}

/** The records after the head; null for a deleted one. Throws SourceError where the file ends within one. */
export async function* readDbfRecords(bytes: ByteReader, { recordBytes }: DbfHead): AsyncGenerator<Buffer | null> {
  for (let number = 1; ; number++) {
    const record = await bytes.take(recordBytes)
    if (record.length === 0 || record[0] === END_OF_FILE) return
    if (record.length < recordBytes) {
      throw new SourceError(
        `The .dbf ends in the middle of row ${number}`,
        'It was not copied to its end: get it once more',
      )
    }
    yield record[0] === DELETED ? null : record
  }
}

/** Whether names and texts can all be UTF-8. Reads to the end. */
export async function isUtf8Dbf(bytes: ByteReader, head: DbfHead): Promise<boolean> {
  const texts = head.fields.filter(({ type }) => type === 'C')
  if (!head.fields.every(({ name }) => canBeUtf8(name))) return false
  for await (const record of readDbfRecords(bytes, head)) {
    if (record && !texts.every(({ at, length }) => canBeUtf8(trimmed(record.subarray(at, at + length))))) return false
  }
  return true
}

/** The names of the fields, each once: a second one of a name gets a number. */
export function dbfNames({ fields }: DbfHead, decoder: TextDecoder): string[] {
  const names: string[] = []
  for (const { name } of fields) {
    const text = decoder.decode(name).replace(/\uFFFD+$/, '').trim()
    let free = text
    for (let number = 2; names.includes(free); number++) free = `${text}_${number}`
    names.push(free)
  }
  return names
}

/** The values of a record, in the order of the fields. Numbers of only digits stay text: they may be codes. */
export function dbfValues({ fields }: DbfHead, record: Buffer, decoder: TextDecoder): unknown[] {
  return fields.map(({ type, at, length }) => valueOf(type, record.subarray(at, at + length), decoder))
}

function valueOf(type: string, bytes: Buffer, decoder: TextDecoder): unknown {
  const text = (): string => bytes.toString('latin1').replaceAll('\0', ' ').trim()
  switch (type) {
    case 'C': return decoder.decode(trimmed(bytes)).replace(/\uFFFD+$/, '')
    case 'N': case 'F': return numberOf(text())
    case 'D': return text().replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
    case 'L': return /^[yt1]/i.test(text()) ? true : /^[nf0]/i.test(text()) ? false : null
    case 'I': return bytes.length === 4 ? bytes.readInt32LE(0) : null
    case 'B': case 'O': return bytes.length === 8 ? bytes.readDoubleLE(0) : null
    default: return null
  }
}

function numberOf(text: string): string | number | null {
  if (text === '' || text.startsWith('*')) return null
  return /^\d+$/.test(text) ? text : Number(text)
}

/** Without the spaces and zeros that fill the field up. */
function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--
  return bytes.subarray(0, end)
}

function noDbf(why: string): SourceError {
  return new SourceError(`The .dbf is no dBASE III table: ${why}`, 'Get it once more, or export it anew as a Shapefile')
}
