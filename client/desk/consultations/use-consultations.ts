import { useEffect } from 'react'
import type { ConsultationRecord } from '../../../server/contract/api/catalogue.ts'
import type { CaseEventKind } from '../../../server/contract/api/case-steps.ts'
import { withQuery } from '../../api/query-string.ts'
import { useEvery } from '../../api/use-every.ts'
import { type Loaded, useJson } from '../../api/use-json.ts'
import { useDesk } from '../desk-context.ts'
import { paced } from '../list/paced.ts'

const ASK_EVERY_MS = 60_000
const ASK_AGAIN_MS = 2000
/** Changes of a case by which a consultation opens, goes on or ends. */
const CONCERNING: ReadonlySet<CaseEventKind> = new Set([
  'consult', 'agree', 'designate', 'message', 'dispatch', 'reject', 'merge', 'reopen',
])

/** The consultations of this desk's area that are asked for, the newest first, kept up to date as units speak. */
export function useConsultations(
  query: { state?: ConsultationRecord['state']; caseId?: number },
): { state: Loaded<ConsultationRecord[]>; reload(): void } {
  const { store } = useDesk()
  const { state, reload } = useJson<ConsultationRecord[]>(withQuery('/api/consultations', query))
  useEvery(ASK_EVERY_MS, reload)
  useEffect(() => {
    const { ask, end } = paced(ASK_AGAIN_MS, reload)
    const unsubscribe = store.subscribe(({ recent }, before) => {
      if (recent === before.recent) return
      const seen = before.recent[0]?.seq ?? 0
      if (recent.some((event) => event.seq > seen && event.topic === 'case' && CONCERNING.has(event.change))) ask()
    })
    return () => {
      unsubscribe()
      end()
    }
  }, [store, reload])
  return { state, reload }
}
