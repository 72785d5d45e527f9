import { App } from 'antd'
import { useEffect } from 'react'
import type { CaseCopy, CopiesPage } from '../../../server/contract/api/case-links.ts'
import type { CaseEventKind } from '../../../server/contract/api/case-steps.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson } from '../../api/use-json.ts'
import { useDesk } from '../desk-context.ts'
import { paced } from '../list/paced.ts'

const ASK_EVERY_MS = 60_000
/** Changes that may have gone over a desk; however many there are, the tray is not asked for more often than this. */
const SKIPPING: ReadonlySet<CaseEventKind> = new Set(['report', 'dispatch', 'transfer', 'copy'])
const ASK_AGAIN_MS = 3000

/** The unread copies of the desk, kept up to date, and a way to mark some as read; what fails is told. */
export function useCopies() {
  const { store } = useDesk()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const { state, reload } = useJson<CopiesPage>('/api/copies?unread=true&limit=50')
  useEvery(ASK_EVERY_MS, reload)
  useEffect(() => {
    const { ask, end } = paced(ASK_AGAIN_MS, reload)
    const unsubscribe = store.subscribe(({ recent }, before) => {
      if (recent === before.recent) return
      const seen = before.recent[0]?.seq ?? 0
      if (recent.some((event) => event.seq > seen && event.topic === 'case' && SKIPPING.has(event.change))) ask()
    })
    return () => {
      unsubscribe()
      end()
    }
  }, [store, reload])
  const markRead = async (copies: readonly CaseCopy[]) => {
    try {
      for (const { id } of copies) await postJson(`/api/copies/${id}/read`, {})
    } catch (error) {
      void message.error(errorText(error))
    }
    reload()
  }
  return { state, reload, markRead }
}
