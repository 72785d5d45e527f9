import type { Standing } from '../../contract/api/case-steps.ts'
import type { CaseState } from './case-state.ts'
import type { EventActor } from './case-event.ts'

/** Who wants to take a step, as far as it decides what he may. */
export interface Taker {
  actor: EventActor
  /** 'desk': a duty officer or administrator; 'field': the apps of units and workers, which say by themselves whose. */
  role: 'desk' | 'admin' | 'leader' | 'unit' | 'worker' | 'field' | 'citizen' | 'system'
  /** What he may see: a prefix of area codes. */
  scopeCode: string
  unitId?: number
  workerId?: number
}

/** The server itself. */
export function systemTaker(name = '系统'): Taker {
  return { actor: { type: 'system', id: null, name }, role: 'system', scopeCode: '' }
}

/** What somebody is to a case; nothing where he has no part in it. */
export function standingsOf(taker: Taker, state: CaseState): ReadonlySet<Standing> {
  const { role, scopeCode, unitId, workerId } = taker
  const standings = new Set<Standing>()
  const holds = state.deskCode.startsWith(scopeCode)
  switch (role) {
    case 'system':
      return new Set(['system', 'desk', 'leader', 'unit', 'assist', 'worker'])
    case 'citizen':
      return new Set(['citizen'])
    case 'admin':
      return holds ? new Set(['desk', 'leader']) : standings
    case 'desk':
      return holds ? new Set(['desk']) : standings
    case 'leader':
      return state.areaCode.startsWith(scopeCode) ? new Set(['leader']) : standings
    case 'field':
      return state.areaCode.startsWith(scopeCode) ? new Set(['unit', 'assist', 'worker']) : standings
    case 'unit':
      if (unitId === state.unitId || (state.unitId === null && unitId === state.firstUnitId)) standings.add('unit')
      if (unitId !== undefined && state.assistUnitIds.includes(unitId)) standings.add('assist')
      return standings
    case 'worker':
      if (workerId === state.watcherWorkerId || workerId === state.pending.verifyWorkerId) standings.add('worker')
      return standings
  }
}
