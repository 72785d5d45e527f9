import { useEffect } from 'react'
import type { CaseEventKind } from '../../../server/contract/api/case-steps.ts'
import { useEvery } from '../../api/use-every.ts'
import { useDesk } from '../desk-context.ts'
import { paced } from '../list/paced.ts'

const ASK_EVERY_MS = 60_000
const ASK_AGAIN_MS = 3000

/**
 * Asks again when cases change in one of these ways, not more often than every three seconds however many do, and each
 * minute in any case. `kinds` is the same object at each call.
 */
export function useCaseNews(kinds: ReadonlySet<CaseEventKind>, reload: () => void): void {
  const { store } = useDesk()
  useEvery(ASK_EVERY_MS, reload)
  useEffect(() => {
    const { ask, end } = paced(ASK_AGAIN_MS, reload)
    const unsubscribe = store.subscribe(({ recent }, before) => {
      if (recent === before.recent) return
      const seen = before.recent[0]?.seq ?? 0
      if (recent.some((event) => event.seq > seen && event.topic === 'case' && kinds.has(event.change))) ask()
    })
    return () => {
      unsubscribe()
      end()
    }
  }, [store, kinds, reload])
}
