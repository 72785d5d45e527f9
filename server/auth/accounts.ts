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

/** Makes the account, or gives the one of that login this password, role, scope and name. */
export async function putAccount(database: Queryable, account: NewAccount): Promise<void> {
  await database.query(
    `insert into accounts (login, password_hash, role, scope_code, display_name) values ($1, $2, $3, $4, $5)
     on conflict (login) do update
       set password_hash = excluded.password_hash, role = excluded.role, scope_code = excluded.scope_code,
           display_name = excluded.display_name`,
    [account.login, await hashPassword(account.password), account.role, account.scopeCode, account.displayName],
  )
}
