import { createHash, randomBytes } from 'node:crypto'
import type { Queryable } from '../db/database.ts'
import type { Identity } from './identity.ts'
import type { Role, TokenRecord } from '../contract/api/accounts.ts'

/** What a new token is for. A session belongs to an account; the others stand for themselves. */
export type TokenGrant =
  | { kind: 'session'; label: string; accountId: number; scopeCode: string; lifetimeHours: number }
  | { kind: 'wall' | 'device'; label: string; scopeCode: string }

/** The only form in which a token is stored. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Makes a token of 256 random bits and stores its hash. The token itself is in the answer and nowhere else. */
export async function issueToken(database: Queryable, grant: TokenGrant): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const session = grant.kind === 'session'
  await database.query(
    `insert into access_tokens (token_hash, kind, label, account_id, scope_code, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6::int))`,
    [
      hashToken(token),
      grant.kind,
      grant.label,
      session ? grant.accountId : null,
      grant.scopeCode,
      session ? grant.lifetimeHours : null,
    ],
  )
  return token
}

interface TokenRow {
  kind: 'session' | 'wall' | 'device'
  label: string
  scope_code: string
  account_id: number | null
  login: string | null
  role: Role | null
  display_name: string | null
  unit_id: number | null
  worker_id: number | null
}

/** Whom a token stands for, or null where it is unknown, revoked or expired. */
export async function findIdentity(database: Queryable, token: string): Promise<Identity | null> {
  const { rows } = await database.query<TokenRow>(
    `select t.kind, t.label, t.scope_code, a.id as account_id, a.login, a.role, a.display_name,
            a.unit_id, a.worker_id
       from access_tokens t left join accounts a on a.id = t.account_id
      where t.token_hash = $1 and (t.expires_at is null or t.expires_at > now())`,
    [hashToken(token)],
  )
  const row = rows[0]
  if (row === undefined) return null
  if (row.kind !== 'session') return { type: row.kind, label: row.label, scopeCode: row.scope_code }
  return {
    type: 'account',
    id: row.account_id!,
    login: row.login!,
    role: row.role!,
    displayName: row.display_name!,
    scopeCode: row.scope_code,
    ...(row.unit_id !== null && { unitId: row.unit_id }),
    ...(row.worker_id !== null && { workerId: row.worker_id }),
  }
}

/** Ends a token at once. */
export async function revokeToken(database: Queryable, token: string): Promise<void> {
  await database.query('delete from access_tokens where token_hash = $1', [hashToken(token)])
}

/** Hexadecimal digits of a token's hash by which people name it. */
const ID_DIGITS = 16

/** The tokens of walls and devices within a scope, newest first. */
export async function listTokens(database: Queryable, scopeCode: string): Promise<TokenRecord[]> {
  const { rows } = await database.query<Omit<TokenRecord, 'createdAt'> & { created_at: Date }>(
    `select left(encode(token_hash, 'hex'), ${ID_DIGITS}) as id, kind, label, scope_code as "scopeCode", created_at
       from access_tokens where kind <> 'session' and scope_code like $1 || '%' order by created_at desc, token_hash`,
    [scopeCode],
  )
  return rows.map(({ created_at, ...token }) => ({ ...token, createdAt: created_at.toISOString() }))
}

/** Ends the token of a wall or a device by its id; false where there is none such in the scope. */
export async function revokeTokenById(database: Queryable, id: string, scopeCode: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `delete from access_tokens
      where left(encode(token_hash, 'hex'), ${ID_DIGITS}) = $1 and kind <> 'session' and scope_code like $2 || '%'`,
    [id, scopeCode],
  )
  return rowCount === 1
}
