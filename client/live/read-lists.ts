import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CasePage, CaseSummary } from '../../server/contract/api/cases.ts'
import type { getJson } from '../api/fetch-json.ts'
import { withQuery } from '../api/query-string.ts'

const PAGE = 1000
/** More open cases than a map can tell apart; a city that has more looks at them in the review. */
const PAGES_AT_MOST = 8

/** Reads the open cases, oldest first, and the active alarms. Rejects as `readJson` does. */
export async function readLists(
  readJson: typeof getJson,
  signal: AbortSignal,
): Promise<{ cases: CaseSummary[]; alarms: AlarmSummary[] }> {
  const alarms = await readJson<AlarmSummary[]>(withQuery('/api/alarms', { limit: PAGE }), signal)
  const cases: CaseSummary[] = []
  let before: number | null = null
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    const path = withQuery('/api/cases', { status: 'open', limit: PAGE, before: before ?? undefined })
    const reply: CasePage = await readJson<CasePage>(path, signal)
    cases.push(...reply.cases)
    before = reply.nextBefore
    if (before === null) break
  }
  return { cases: cases.reverse(), alarms }
}
