import { createHmac, randomBytes } from 'node:crypto'
import type { Queryable } from '../db/database.ts'

/** Row of `settings` that holds the key, in base64. It is made once, shown nowhere, and must survive: with another,
 * those who reported before are strangers. */
const KEY_SETTING = 'person-hash-key'
const KEY_BYTES = 32

const MOBILE = /^1[3-9]\d{9}$/

/** The keyed hash of a phone number, an e-mail address or the number of a document: 32 bytes that tell whether it is
 * the same person again, and nothing else. */
export type PersonHash = (identifier: string) => Buffer

/** HMAC-SHA-256 of what `normalizeIdentifier` makes of it. */
export function personHashWith(key: Buffer): PersonHash {
  return (identifier) => createHmac('sha256', key).update(normalizeIdentifier(identifier)).digest()
}

/** The hash by the database's own key, which is made where there is none. */
export async function openPersonHash(database: Queryable): Promise<PersonHash> {
  await database.query('insert into settings (key, value) values ($1, $2) on conflict (key) do nothing', [
    KEY_SETTING, JSON.stringify(randomBytes(KEY_BYTES).toString('base64')),
  ])
  const { rows } = await database.query<{ value: string }>('select value from settings where key = $1', [KEY_SETTING])
  return personHashWith(Buffer.from(rows[0].value, 'base64'))
}

/**
 * One form for all ways to write an identifier: full-width characters as plain ones, no blanks and separators, letters
 * small, and of a telephone number of this country its national form (+86 10 1234 5678 is 01012345678).
 */
export function normalizeIdentifier(identifier: string): string {
  const plain = identifier.normalize('NFKC').toLowerCase()
  if (plain.includes('@')) return plain.replaceAll(/\s/g, '')
  const bare = plain.replaceAll(/[\s\-‐-―.()·]/g, '')
  const abroad = /^(?:\+86|0086)(\d+)$/.exec(bare)
  if (abroad !== null) return nationalOf(abroad[1])
  const guessed = /^86(\d{11})$/.exec(bare)
  return guessed !== null && MOBILE.test(guessed[1]) ? guessed[1] : bare
}

/** A number as it is dialled within the country: a landline's area code begins with 0. */
function nationalOf(digits: string): string {
  return MOBILE.test(digits) || digits.startsWith('0') ? digits : `0${digits}`
}
