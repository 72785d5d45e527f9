import type { ConsultationRecord } from '../../../server/contract/api/catalogue.ts'
import type { CaseEventKind } from '../../../server/contract/api/case-steps.ts'
import { withQuery } from '../../api/query-string.ts'
import { type Loaded, useJson } from '../../api/use-json.ts'
import { useCaseNews } from '../tray/use-case-news.ts'

/** Changes of a case by which a consultation opens, goes on or ends. */
const CONCERNING: ReadonlySet<CaseEventKind> = new Set([
  'consult', 'agree', 'designate', 'message', 'dispatch', 'reject', 'merge', 'reopen',
])

/** The consultations of this desk's area that are asked for, the newest first, kept up to date as units speak. */
export function useConsultations(
  query: { state?: ConsultationRecord['state']; caseId?: number },
): { state: Loaded<ConsultationRecord[]>; reload(): void } {
  const { state, reload } = useJson<ConsultationRecord[]>(withQuery('/api/consultations', query))
  useCaseNews(CONCERNING, reload)
  return { state, reload }
}
