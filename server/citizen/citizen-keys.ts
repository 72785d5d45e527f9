import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Queryable } from '../db/database.ts'

/** Row of `settings` that holds the key, in base64. With another, all codes and links that were given out are void. */
const KEY_SETTING = 'citizen-key'
const KEY_BYTES = 32

/** No letters and digits that are taken for each other: 32 of them, 5 bits each. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LETTERS = 8
const TOKEN_BYTES = 18

/** What citizens prove by that a case is theirs. Both follow from the key, so they can be shown again and are stored
 * nowhere. */
export interface CitizenKeys {
  /** The code that lets its reporter see a case: 40 bits. */
  lookupCode(caseId: number): string
  /** Whether a code is that of the case, in whatever way it was typed; takes as long for any. */
  isLookupCode(caseId: number, code: string): boolean
  /** The token of the link that rates a round of a case: 144 bits, 24 characters. */
  ratingToken(caseId: number, round: number): string
}

/** The codes and tokens by a key. */
export function citizenKeysWith(key: Buffer): CitizenKeys {
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const lookupCode = (caseId: number): string =>
    [...digest(`lookup:${caseId}`).subarray(0, CODE_LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return {
    lookupCode,
    isLookupCode(caseId, code) {
      const typed = code.toUpperCase().replaceAll(/[\s-]/g, '')
      return timingSafeEqual(digest(`typed:${typed}`), digest(`typed:${lookupCode(caseId)}`))
    },
    ratingToken: (caseId, round) => digest(`rating:${caseId}:${round}`).subarray(0, TOKEN_BYTES).toString('base64url'),
  }
}

/** Where on this server a round of a case is rated. */
export function ratingPathOf(keys: CitizenKeys, caseId: number, round: number): string {
  return `/citizen?rate=${keys.ratingToken(caseId, round)}`
}

/** Those of the database's own key, which is made where there is none. */
export async function openCitizenKeys(database: Queryable): Promise<CitizenKeys> {
  await database.query('insert into settings (key, value) values ($1, $2) on conflict (key) do nothing', [
    KEY_SETTING, JSON.stringify(randomBytes(KEY_BYTES).toString('base64')),
  ])
  const { rows } = await database.query<{ value: string }>('select value from settings where key = $1', [KEY_SETTING])
  return citizenKeysWith(Buffer.from(rows[0].value, 'base64'))
}
