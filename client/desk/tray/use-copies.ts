import { App } from 'antd'
import type { CaseCopy, CopiesPage } from '../../../server/contract/api/case-links.ts'
import type { CaseEventKind } from '../../../server/contract/api/case-steps.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson } from '../../api/use-json.ts'
import { useCaseNews } from './use-case-news.ts'

/** Changes that may have gone over a desk. */
const SKIPPING: ReadonlySet<CaseEventKind> = new Set(['report', 'dispatch', 'transfer', 'copy'])

/** The unread copies of the desk, kept up to date, and a way to mark some as read; what fails is told. */
export function useCopies() {
  const { message } = App.useApp()
  const errorText = useErrorText()
  const { state, reload } = useJson<CopiesPage>('/api/copies?unread=true&limit=50')
  useCaseNews(SKIPPING, reload)
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
