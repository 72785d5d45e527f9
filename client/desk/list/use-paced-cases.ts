import { useEffect, useState } from 'react'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import type { LiveStore } from '../../live/live-store.ts'
import { paced } from './paced.ts'

/** Filtering and sorting thousands of cases for each of hundreds of changes a second would leave no time to draw. */
const EVERY_MS = 250

/** The live cases for the list: what changes within a quarter of a second is taken in together, the first at once. */
export function usePacedCases(store: LiveStore): ReadonlyMap<number, CaseSummary> {
  const [cases, setCases] = useState(() => store.getState().cases)
  useEffect(() => {
    const { ask, end } = paced(EVERY_MS, () => setCases(store.getState().cases))
    // what came before this effect ran
    ask()
    const unsubscribe = store.subscribe((state, before) => {
      if (state.cases !== before.cases) ask()
    })
    return () => {
      unsubscribe()
      end()
    }
  }, [store])
  return cases
}
