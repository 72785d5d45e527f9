import { randomBytes } from 'node:crypto'
import { hashToken } from '../auth/tokens.ts'
import type { NewOpen311KeyReply, Open311Key } from '../contract/api/open311.ts'
import type { Queryable } from '../db/database.ts'

/** Who holds a key that may be used. */
export interface KeyHolder {
  id: number
  label: string
  scopeCode: string
}

interface KeyRow extends KeyHolder {
  created_at: Date
  disabled_at: Date | null
  last_report_at: Date | null
}

// ids of cases grow, so the last one of a key is found by its index
const COLUMNS = `id, label, scope_code as "scopeCode", created_at, disabled_at,
  (select reported_at from cases
    where cases.id = (select max(case_id) from open311_requests where key_id = open311_keys.id)) as last_report_at`

/** Makes a key of 192 random bits. It is in the answer, and of it only a hash is kept. */
export async function issueKey(
  database: Queryable, label: string, scopeCode: string, nowMs: number,
): Promise<NewOpen311KeyReply> {
  const key = randomBytes(24).toString('base64url')
  const { rows } = await database.query<KeyRow>(
    `insert into open311_keys (key_hash, label, scope_code, created_at) values ($1, $2, $3, $4) returning ${COLUMNS}`,
    [hashToken(key), label, scopeCode, new Date(nowMs)],
  )
  return { key, record: toKey(rows[0]) }
}

/** Who holds this key, or null where it is unknown or was disabled. */
export async function findKeyHolder(database: Queryable, key: string): Promise<KeyHolder | null> {
  const { rows } = await database.query<KeyHolder>(
    `select id, label, scope_code as "scopeCode" from open311_keys where key_hash = $1 and disabled_at is null`,
    [hashToken(key)],
  )
  return rows[0] ?? null
}

/** The keys of an area, newest first. */
export async function listKeys(database: Queryable, scopeCode: string): Promise<Open311Key[]> {
  const { rows } = await database.query<KeyRow>(
    `select ${COLUMNS} from open311_keys where scope_code like $1 || '%' order by id desc`, [scopeCode],
  )
  return rows.map(toKey)
}

/** Ends a key, which stays in the list; false where there is none such in the area that is in use. */
export async function disableKey(
  database: Queryable, id: number, scopeCode: string, nowMs: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update open311_keys set disabled_at = $3 where id = $1 and scope_code like $2 || '%' and disabled_at is null`,
    [id, scopeCode, new Date(nowMs)],
  )
  return rowCount === 1
}

function toKey({ id, label, scopeCode, created_at, last_report_at, disabled_at }: KeyRow): Open311Key {
  return {
    id, label, scopeCode, createdAt: created_at.toISOString(), lastReportAt: last_report_at?.toISOString() ?? null,
    disabledAt: disabled_at?.toISOString() ?? null,
  }
}
