import type { AutoDispatch } from '../contract/api/catalogue.ts'
import type { Provenance } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { readSetting, writeSetting } from '../db/setting.ts'
import type { CaseDraft } from '../cases/case-draft.ts'
import { decideStep } from '../cases/flow/decide-step.ts'
import { dueStep } from '../cases/flow/flow-template.ts'
import { systemTaker } from '../cases/flow/standing.ts'

/** Who sends out what nobody has to judge. */
const DISPATCHER = systemTaker('智能派单')

/** What is found by nothing better than the nearest desk is not sure. */
const SURE: ReadonlySet<Provenance> = new Set(['rule', 'agreed', 'designated', 'express', 'exclusive-grid'])

/** The setting, 'express' as long as nobody has set one. */
export async function readAutoDispatch(database: Queryable): Promise<AutoDispatch> {
  return (await readSetting<AutoDispatch>(database, 'autoDispatch')) ?? 'express'
}

/** Sets it. */
export async function writeAutoDispatch(transaction: Queryable, setting: AutoDispatch): Promise<void> {
  await writeSetting(transaction, 'autoDispatch', setting)
}

/**
 * Whether a new case is sent out as it comes: its lane or its rule says so, a unit and a worker are there, nothing is
 * due before the dispatch. An urgent one waits for a person; so does one that was reported to a desk by name.
 */
export function goesOutByItself(
  { state, newCase }: Pick<CaseDraft, 'state' | 'newCase'>, setting: AutoDispatch,
): boolean {
  if (newCase === null || newCase.deskCode !== null || state.urgent || setting === 'none') return false
  if (dueStep(state.template, state.status) !== 'dispatch') return false
  if (state.unitId === null || state.watcherWorkerId === null) return false
  return state.template.express || (setting === 'routine' && SURE.has(state.provenance))
}

/** Sends out those of the drafts that go out by themselves, in the order in which they came. */
export function dispatchRoutine(drafts: readonly CaseDraft[], setting: AutoDispatch): void {
  for (const draft of drafts) {
    if (!goesOutByItself(draft, setting)) continue
    draft.add(decideStep(draft.state, 'dispatch', {}, DISPATCHER, draft.state.updatedAtMs))
  }
}
