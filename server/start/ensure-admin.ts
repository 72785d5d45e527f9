import { putAccount } from '../auth/accounts.ts'
import type { Database, Queryable } from '../db/database.ts'
import { randomPassword } from './random-password.ts'

/** How an administrator gets into an imported city. */
export interface AdminAccess {
  login: string
  /** Only at the start that made it up; the database has its hash. */
  password: string | undefined
}

/** The account that is made, and the one that gets a password that was asked for. */
const LOGIN = 'admin'

/**
 * Makes sure that an imported city has an administrator: one whose scope is the whole city, else a new account with a
 * random password, which nobody can read again. With `password` the account 'admin' has that from now on, which also
 * helps where it was forgotten.
 */
export async function ensureAdmin(
  database: Database, cityCode: string, password: string | undefined,
): Promise<AdminAccess> {
  const there = await findAdmin(database, cityCode)
  if (there !== undefined && password === undefined) return { login: there, password: undefined }
  const chosen = password ?? randomPassword()
  await putAccount(database, {
    login: LOGIN, password: chosen, role: 'admin', scopeCode: cityCode, displayName: '管理员',
  })
  return { login: LOGIN, password: password === undefined ? chosen : undefined }
}

/** The login of the oldest account that may administer the whole city. */
async function findAdmin(database: Queryable, cityCode: string): Promise<string | undefined> {
  const { rows } = await database.query<{ login: string }>(
    `select login from accounts where role = 'admin' and starts_with($1, scope_code) order by id limit 1`,
    [cityCode],
  )
  return rows[0]?.login
}
