import type { Queryable } from '../db/database.ts'

/** Writes who did what to what. Never holds a secret: pass what was meant, not what was typed. */
export async function writeAudit(
  database: Queryable,
  actor: string,
  action: string,
  subject: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await database.query('insert into audit_log (actor, action, subject, detail) values ($1, $2, $3, $4::jsonb)', [
    actor,
    action,
    subject,
    JSON.stringify(detail),
  ])
}
