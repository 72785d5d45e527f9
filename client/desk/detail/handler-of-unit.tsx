import type { GridHandler } from '../../../server/contract/api/catalogue.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { HandlerLine } from './handler-line.tsx'

/** Who would handle a case for a unit, before it has an order: nothing where nobody is bound to the place. */
export function HandlerOfUnit({ caseId, unitId }: { caseId: number; unitId: number }) {
  const { state } = useJson<GridHandler[]>(`/api/cases/${caseId}/handlers`)
  const handler = valueOf(state)?.find((one) => one.unitId === unitId)
  if (handler === undefined) return null
  return <span data-testid="bound-handler"><HandlerLine handler={handler} /></span>
}
