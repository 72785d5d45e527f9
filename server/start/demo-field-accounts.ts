import { hashPassword } from '../auth/passwords.ts'
import type { Queryable } from '../db/database.ts'

/** Logins for a look at the pages of the field: a worker, and the unit that most often handles what lies in his grid. */
export const UNIT_LOGIN = 'unit'
export const WORKER_LOGIN = 'worker'

/**
 * Gives every unit an account `unit-ID` and every worker one by his badge number, all with the demo's password, and two
 * short logins beside them. One hash serves all: twenty thousand of them would take an hour.
 */
export async function putFieldAccounts(database: Queryable, password: string): Promise<void> {
  const hash = await hashPassword(password)
  const put = (select: string): Promise<unknown> =>
    database.query(
      `insert into accounts (password_hash, login, role, scope_code, display_name, unit_id, worker_id)
       select $1, ${select}
       on conflict (login) do update
         set password_hash = excluded.password_hash, role = excluded.role, scope_code = excluded.scope_code,
             display_name = excluded.display_name, unit_id = excluded.unit_id, worker_id = excluded.worker_id`,
      [hash],
    )
  await put(`'unit-' || id, 'unit', area_code, name, id, null::int from units`)
  await put(`number, 'worker', area_code, name, null::int, id from workers`)
  await put(`'${WORKER_LOGIN}', 'worker', area_code, name, null::int, id from (select * from workers order by id limit 1) as w`)
  await put(
    `'${UNIT_LOGIN}', 'unit', area_code, name, id, null::int
       from (select units.* from units
              where (select area_code from workers order by id limit 1) like area_code || '%'
              order by (select count(*) from cases where unit_id = units.id) desc, id limit 1) as u`,
  )
}
