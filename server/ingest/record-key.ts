import { crc32 } from 'node:zlib'

/** The sequence number of a record that its sender has named, so that it is one record however often it comes and with
 * whatever it has changed in it meanwhile; nothing where it has no name. */
export function recordKeyOf(name: unknown): { sequence?: number } {
  return typeof name === 'string' && name !== '' ? { sequence: crc32(name) | 0 } : {}
}
