import type { Identity } from '../auth/identity.ts'
import type { NewCaseBody } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, notAllowed } from '../errors.ts'

/** Where someone may report from: whoever walks may see something on the other side of his border. */
export function reportScopeOf(identity: Identity): string {
  return isInField(identity) ? '' : identity.scopeCode
}

/** A report as it counts: from a worker's page it is his own, found on patrol. Throws 400 or 403 where it says else. */
export async function reportOf(body: NewCaseBody, identity: Identity, database: Queryable): Promise<NewCaseBody> {
  if (identity.type !== 'account' || !isInField(identity)) return body
  if (body.channel !== 'patrol') throw badInput('channel', body.channel, 'patrol')
  if (body.deskCode !== undefined) throw notAllowed('the field does not choose a desk')
  const number = identity.workerId === undefined ? undefined : await numberOf(database, identity.workerId)
  if (body.reporterNumber !== undefined && body.reporterNumber !== number) {
    throw badInput('reporterNumber', body.reporterNumber, number ?? 'nothing: only workers have a badge number')
  }
  return number === undefined ? body : { ...body, reporterNumber: number }
}

async function numberOf(database: Queryable, workerId: number): Promise<string | undefined> {
  const { rows } = await database.query<{ number: string }>('select number from workers where id = $1', [workerId])
  return rows[0]?.number
}

/** Whether this is an account of a unit or a worker. */
export function isInField(identity: Identity): boolean {
  return identity.type === 'account' && (identity.role === 'unit' || identity.role === 'worker')
}
