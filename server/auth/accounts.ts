import type { Queryable } from '../db/database.ts'
import type { Role } from '../contract/api/accounts.ts'
import { hashPassword } from './passwords.ts'

export interface NewAccount {
  login: string
  password: string
  role: Role
  scopeCode: string
  displayName: string
  /** Needed for role unit, and for role worker; others have none. */
  unitId?: number
  workerId?: number
}

/** Makes the account, or gives the one of that login this password, role, scope and name. Answers its id. */
export async function putAccount(database: Queryable, account: NewAccount): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `insert into accounts (login, password_hash, role, scope_code, display_name, unit_id, worker_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (login) do update
       set password_hash = excluded.password_hash, role = excluded.role, scope_code = excluded.scope_code,
           display_name = excluded.display_name, unit_id = excluded.unit_id, worker_id = excluded.worker_id
     returning id`,
    [
      account.login, await hashPassword(account.password), account.role, account.scopeCode, account.displayName,
      account.unitId ?? null, account.workerId ?? null,
    ],
  )
  return rows[0].id
}
