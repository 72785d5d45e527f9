import { badInput, ReplyError } from '../../errors.ts'
import type { Intake, Tracker } from '../intake.ts'

const EXPECTED = 'the device key of a worker within the scope of this token'

/** The tracker that a request is of. Throws ReplyError with `status` (400 or 404, as the protocol has it) that names
 * the field and the key where there is none in the scope. */
export function trackerOf(
  intake: Intake, scopeCode: string, field: string, key: string | undefined, status: 400 | 404,
): Tracker {
  const tracker = key === undefined ? undefined : intake.trackerOf(key, scopeCode)
  if (tracker !== undefined) return tracker
  const { message, detail } = badInput(field, key, EXPECTED)
  throw new ReplyError(key === undefined ? 400 : status, status === 400 ? 'BAD_INPUT' : 'NOT_FOUND', message, detail)
}
