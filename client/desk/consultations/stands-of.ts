import type { ConsultationRecord } from '../../../server/contract/api/catalogue.ts'

type Statement = ConsultationRecord['statements'][number]

/** What an invited unit says now, and what it said before, oldest first; null where it has said nothing. */
export interface Stand {
  unitId: number
  last: Statement | null
  earlier: Statement[]
}

/** The stand of each unit that was invited, in the order of the invitation: its last word counts. */
export function standsOf({ unitIds, statements }: Pick<ConsultationRecord, 'unitIds' | 'statements'>): Stand[] {
  return unitIds.map((unitId) => {
    const said = statements.filter((one) => one.unitId === unitId)
    return { unitId, last: said.at(-1) ?? null, earlier: said.slice(0, -1) }
  })
}
