import { hashToken } from '../auth/tokens.ts'
import type { CaseFollower } from '../cases/case-draft.ts'
import type { Queryable } from '../db/database.ts'
import type { CitizenKeys } from './citizen-keys.ts'

/** How long after closing a case can be rated. */
const VALID_DAYS = 30

/** A link as it is kept. */
export interface RatingLinkRow {
  caseId: number
  round: number
  expiresAt: Date
  usedAt: Date | null
}

const COLUMNS = 'case_id::float8 as "caseId", round, expires_at as "expiresAt", used_at as "usedAt"'

/** Makes the link that rates a round of a case, in the transaction that closes it. */
export function ratingLinkFollower(keys: CitizenKeys): CaseFollower {
  return {
    async follow(changes, transaction) {
      const closed = changes.flatMap(({ after, events }) => {
        const close = events.find(({ kind }) => kind === 'close')
        return close === undefined ? [] : [{ caseId: after.id, round: close.round, atMs: close.atMs }]
      })
      if (closed.length === 0) return
      await transaction.query(
        `insert into rating_links (token_hash, case_id, round, made_at, expires_at)
         select decode(hash, 'hex'), case_id, round, at, at + make_interval(days => ${VALID_DAYS})
           from jsonb_to_recordset($1::jsonb) as t (hash text, case_id bigint, round int, at timestamptz)
         on conflict do nothing`,
        [JSON.stringify(closed.map(({ caseId, round, atMs }) => ({
          hash: hashToken(keys.ratingToken(caseId, round)).toString('hex'), case_id: caseId, round,
          at: new Date(atMs).toISOString(),
        })))],
      )
    },
  }
}

/** The link of a token, or null. */
export async function findLink(database: Queryable, token: string): Promise<RatingLinkRow | null> {
  const { rows } = await database.query<RatingLinkRow>(
    `select ${COLUMNS} from rating_links where token_hash = $1`, [hashToken(token)],
  )
  return rows[0] ?? null
}

/** The link of the newest round of a case that was closed, or null. */
export async function findLinkOfCase(database: Queryable, caseId: number): Promise<RatingLinkRow | null> {
  const { rows } = await database.query<RatingLinkRow>(
    `select ${COLUMNS} from rating_links where case_id = $1 order by round desc limit 1`, [caseId],
  )
  return rows[0] ?? null
}

/** The round that a case can be rated in by its link now, or null. */
export async function findRatingRound(
  database: Queryable, { id, round, closedAt }: { id: number; round: number; closedAt: string | null }, nowMs: number,
): Promise<number | null> {
  const link = closedAt === null ? null : await findLinkOfCase(database, id)
  return link !== null && stateOfLink(link, round, nowMs) === 'open' ? round : null
}

/** Uses a link up; false where it was used before. */
export async function useLink(
  transaction: Queryable, { caseId, round }: RatingLinkRow, nowMs: number,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    'update rating_links set used_at = $3 where case_id = $1 and round = $2 and used_at is null',
    [caseId, round, new Date(nowMs)],
  )
  return rowCount === 1
}

/** Whether a link can be used now, for a case that is in this round. */
export function stateOfLink(
  { round, usedAt, expiresAt }: RatingLinkRow, caseRound: number, nowMs: number,
): 'open' | 'used' | 'expired' | 'over' {
  if (usedAt !== null) return 'used'
  if (round !== caseRound) return 'over'
  return expiresAt.getTime() > nowMs ? 'open' : 'expired'
}
