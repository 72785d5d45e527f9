import type { CaseChanged, CaseDraft } from '../cases/case-draft.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import { isFinished } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notAllowed } from '../errors.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { isDistrictOrAbove } from '../org/is-district-or-above.ts'
import { closeConsultation, openConsultation, standOf } from './consultation-repository.ts'

/**
 * What an agreement and a designation need beyond the step: the agreed units were invited and none of them declined
 * last, and whoever designates is a leader of a district or above. Throws 400, 409 or 403.
 */
export async function refineConsultations(
  drafts: readonly CaseDraft[], transaction: Queryable, city: CityFacts,
): Promise<void> {
  for (const { before, events } of drafts) {
    if (before === null) continue
    for (const event of events) {
      if (event.kind === 'agree') {
        await checkAgreement(before.id, before.pending.consultation?.unitIds ?? [], event, transaction)
      }
      if (event.kind === 'designate') await checkLeader(before.id, event, transaction, city)
    }
  }
}

async function checkAgreement(
  caseId: number, invited: readonly number[], { detail }: CaseEvent, transaction: Queryable,
): Promise<void> {
  const named: [field: string, unitId: number][] = [
    ['unitId', detail.unitId!], ...(detail.assistUnitIds ?? []).map((id): [string, number] => ['assistUnitIds', id]),
  ]
  const stands = await standOf(transaction, caseId)
  for (const [field, unitId] of named) {
    if (!invited.includes(unitId)) {
      throw badInput(field, unitId, `one of the units that were invited: ${invited.join(', ')}`)
    }
    if (stands.get(unitId) !== 'decline') continue
    throw conflict(
      'CONSULT_DECLINED',
      `Unit ${unitId} declined, so that it was not agreed on: ` +
        'let it say otherwise, name another, or have a leader designate.',
    )
  }
}

/** 指定拍 is for a district and above: its scope is an area of that level, or shorter than the city's code. */
async function checkLeader(
  caseId: number, { actor }: CaseEvent, transaction: Queryable, city: CityFacts,
): Promise<void> {
  if (actor.id === null) return
  const { rows } = await transaction.query<{ scope_code: string }>(
    'select scope_code from accounts where id = $1', [actor.id],
  )
  const scopeCode = rows[0]?.scope_code ?? ''
  if (isDistrictOrAbove(scopeCode, city)) return
  throw notAllowed(`designating a unit for case ${caseId} is for a leader of a district or above, not of ${scopeCode}`)
}

/** Keeps consultations as the logs of their cases go. */
export async function followConsultations(changes: readonly CaseChanged[], transaction: Queryable): Promise<void> {
  for (const { before, after, events } of changes) {
    if (before === null) continue
    for (const event of events) {
      const at = { atMs: event.atMs, by: event.actor.name }
      const { unitId, assistUnitIds = [], unitIds = [], decidedBy } = event.detail
      switch (event.kind) {
        case 'consult':
          await closeConsultation(transaction, before, { state: 'superseded', ...at })
          await openConsultation(transaction, after, { unitIds, reason: event.note, ...at })
          break
        case 'agree':
          await closeConsultation(transaction, before, { state: 'agreed', unitId: unitId!, assistUnitIds, ...at })
          break
        case 'designate':
          if (before.pending.consultation === undefined) {
            const invited = [unitId!, ...assistUnitIds]
            await openConsultation(transaction, before, { unitIds: invited, reason: event.note, ...at })
          }
          await closeConsultation(transaction, after, {
            state: 'designated', unitId: unitId!, assistUnitIds, ...(decidedBy !== undefined && { decidedBy }), ...at,
          })
          break
        case 'dispatch':
        case 'reopen':
          if (before.pending.consultation !== undefined) {
            await closeConsultation(transaction, before, { state: 'abandoned', ...at })
          }
          break
        default:
          if (before.pending.consultation !== undefined && isFinished(after.status)) {
            await closeConsultation(transaction, before, { state: 'abandoned', ...at })
          }
      }
    }
  }
}
