import { writeAudit } from '../auth/audit.ts'
import { actorOf, type Identity } from '../auth/identity.ts'
import type { CaseChanged, CaseFollower } from '../cases/case-draft.ts'
import { type CaseContact, FINISHED_STATUSES } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { PersonHash } from './person-hash.ts'

const DAY_MS = 86_400_000

/** Keeps who reported a new case beside it, and gives the case the hash by which he is known again. */
export function contactFollower(hashOf: PersonHash): CaseFollower {
  return {
    refine(drafts) {
      for (const { newCase } of drafts) {
        const identifier = newCase?.contact?.phone ?? newCase?.contact?.email
        if (newCase !== null && identifier !== undefined) newCase.personHash ??= hashOf(identifier)
      }
    },
    async follow(changes, transaction) {
      const known = changes.filter(({ newCase }) => newCase?.contact !== undefined)
      if (known.length > 0) await insertContacts(transaction, known)
    },
  }
}

/** Who may see who reported a case: the desk and its administrators. */
export function maySeeContact(identity: Identity): boolean {
  return identity.type === 'account' && (identity.role === 'admin' || identity.role === 'duty')
}

/** Who reported a case that the asker is known to see, or null where nobody said; each look is written down. */
export async function lookAtContact(
  database: Queryable, caseId: number, identity: Identity,
): Promise<CaseContact | null> {
  const { rows } = await database.query<Record<keyof CaseContact, string | null>>(
    'select name, phone, email from case_contacts where case_id = $1', [caseId],
  )
  if (rows[0] === undefined) return null
  await writeAudit(database, actorOf(identity), 'look-at-contact', `case:${caseId}`)
  const { name, phone, email } = rows[0]
  return { ...(name !== null && { name }), ...(phone !== null && { phone }), ...(email !== null && { email }) }
}

/** Forgets who reported the cases that were finished more than so many days before `nowMs`; answers how many. */
export async function forgetContacts(database: Queryable, days: number, nowMs: number): Promise<number> {
  const { rowCount } = await database.query(
    `delete from case_contacts using cases
      where cases.id = case_contacts.case_id and cases.status = any($1)
        and coalesce(cases.closed_at, cases.updated_at) < $2`,
    [FINISHED_STATUSES, new Date(nowMs - days * DAY_MS)],
  )
  return rowCount ?? 0
}

async function insertContacts(transaction: Queryable, changes: readonly CaseChanged[]): Promise<void> {
  const rows = changes.map(({ after, newCase }) => ({ case_id: after.id, ...newCase!.contact }))
  await transaction.query(
    `insert into case_contacts (case_id, name, phone, email)
     select * from jsonb_to_recordset($1::jsonb) as t (case_id bigint, name text, phone text, email text)`,
    [JSON.stringify(rows)],
  )
}
