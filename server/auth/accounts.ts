import type { Queryable } from '../db/database.ts'
import type { Role } from '../contract/api/accounts.ts'
import { hashPassword } from './passwords.ts'

export interface NewAccount {
  login: string
  password: string
  role: Role
  scopeCode: string
  displayName: string
}

/** Makes the account, or gives the one of that login this password, role, scope and name. Answers its id. */
export async function putAccount(database: Queryable, account: NewAccount): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `insert into accounts (login, password_hash, role, scope_code, display_name) values ($1, $2, $3, $4, $5)
     on conflict (login) do update
       set password_hash = excluded.password_hash, role = excluded.role, scope_code = excluded.scope_code,
           display_name = excluded.display_name
     returning id`,
    [account.login, await hashPassword(account.password), account.role, account.scopeCode, account.displayName],
  )
  return rows[0].id
}
