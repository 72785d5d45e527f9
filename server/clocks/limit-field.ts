import { badInput } from '../errors.ts'
import { type Limit, readLimit } from '../contract/limit-text.ts'

const MOST_HOURS = 10_000
const MOST_DAYS = 1000

/**
 * The limit that a field says. Throws 400 naming the field where it is none, or longer than 10 000 hours or 1000 days: of
 * such a one somebody has mistyped the number, and its end is far outside any calendar.
 */
export function limitField(field: string, text: string): Limit {
  const limit = readLimit(text)
  if (limit === undefined) throw badInput(field, text, 'a limit such as 4工作时, 2紧急工作时, 1工作日 or 7自然日')
  const most = limit.kind.endsWith('hour') ? MOST_HOURS : MOST_DAYS
  if (limit.amount > most) throw badInput(field, text, `at most ${MOST_HOURS} hours or ${MOST_DAYS} days`)
  return limit
}
