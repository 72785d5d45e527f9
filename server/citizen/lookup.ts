import { createHash, timingSafeEqual } from 'node:crypto'
import type { Queryable } from '../db/database.ts'
import { ReplyError } from '../errors.ts'
import { type CitizenCaseRow, findByNumber } from './citizen-case.ts'
import type { CitizenKeys } from './citizen-keys.ts'

/** So often a day the digits of a telephone number may be tried on a case; its code may be tried on. */
const MOST_TRIES = 5

/**
 * The case whose number and code somebody knows: the code of the receipt, or the last four digits of the telephone
 * number that was given with it. Throws 404 for a wrong code as for a number that is none, 429 where the digits of this
 * case were tried too often today. `today`: YYYY-MM-DD.
 */
export async function lookUp(
  database: Queryable, keys: CitizenKeys, number: string, code: string, today: string,
): Promise<CitizenCaseRow> {
  const found = await findByNumber(database, number.trim())
  if (found === null) throw noSuchCase()
  if (/^\d{4}$/.test(code)) {
    if (!(await areDigits(database, found, code, today))) throw noSuchCase()
  } else if (!keys.isLookupCode(found.id, code)) throw noSuchCase()
  return found
}

async function areDigits(
  database: Queryable, { id, phone }: CitizenCaseRow, digits: string, today: string,
): Promise<boolean> {
  // counted before it is compared, so that trying many at once gains nothing
  const { rows } = await database.query<{ tries: number }>(
    `insert into citizen_lookups as l (case_id, day, tries) values ($1, $2, 1)
     on conflict (case_id) do update
       set day = excluded.day, tries = case when l.day = excluded.day then l.tries + 1 else 1 end
     returning tries`,
    [id, today],
  )
  if (rows[0].tries > MOST_TRIES) {
    throw new ReplyError(429, 'TOO_MANY_TRIES', 'The digits of this case were tried too often today: use its code.')
  }
  const known = phone?.replaceAll(/\D/g, '').slice(-4) ?? ''
  const isRight = known.length === 4 && timingSafeEqual(hash(known), hash(digits))
  if (isRight) await database.query('delete from citizen_lookups where case_id = $1', [id])
  return isRight
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

const noSuchCase = () =>
  new ReplyError(404, 'NOT_FOUND', 'There is no case of this number and code.', { field: 'code' })
