import { useEffect } from 'react'
import type { CommandActive } from '../../server/contract/api/command.ts'
import { useEvery } from '../api/use-every.ts'
import { type Loaded, useJson } from '../api/use-json.ts'
import { paced } from '../desk/list/paced.ts'
import type { LiveStore } from '../live/live-store.ts'

/** In case an event was missed while the page was not connected. */
const ASK_EVERY_MS = 60_000
/** However many answer a roll call at once, a page asks no more often. */
const ASK_AGAIN_MS = 2000

/** Calls `reload` when something is commanded: at once, and of many events soon after one another together. */
export function useOnCommand(store: LiveStore, reload: () => void): void {
  useEvery(ASK_EVERY_MS, reload)
  useEffect(() => {
    const { ask, end } = paced(ASK_AGAIN_MS, reload)
    const unsubscribe = store.subscribe(({ command }, before) => {
      if (command !== before.command) ask()
    })
    return () => {
      unsubscribe()
      end()
    }
  }, [store, reload])
}

/** What is switched on where this page looks, and roll calls that have not ended; kept up to date. */
export function useCommand(store: LiveStore): { state: Loaded<CommandActive>; reload(): void } {
  const answer = useJson<CommandActive>('/api/command/active')
  useOnCommand(store, answer.reload)
  return answer
}
