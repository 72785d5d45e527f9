import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Queryable } from '../../db/database.ts'

const SECRET_KEY = 'jt808-secret'
const CODE_CHARACTERS = 16

/** The secret from which codes are made, made with the first start: codes that terminals have stay valid. */
export async function readSecret(database: Queryable): Promise<string> {
  await database.query('insert into settings (key, value) values ($1, $2) on conflict (key) do nothing', [
    SECRET_KEY,
    JSON.stringify(randomBytes(32).toString('base64url')),
  ])
  const { rows } = await database.query<{ value: string }>('select value from settings where key = $1', [SECRET_KEY])
  return rows[0].value
}

/** The code that the terminal with this number is given and signs on with. */
export function codeOf(secret: string, key: string): string {
  return createHmac('sha256', secret).update(key).digest('base64url').slice(0, CODE_CHARACTERS)
}

/** Whether a terminal knows its code. */
export function isCodeOf(secret: string, key: string, code: string): boolean {
  const expected = Buffer.from(codeOf(secret, key))
  const given = Buffer.from(code)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
