import type { FlowTemplate } from '../contract/api/case-steps.ts'
import { beginningOf, CaseDraft } from './case-draft.ts'
import type { NewCase } from './new-case.ts'

/** The draft of a new case: its state as routed, and its event 'report'. It has no id before it is written. */
export function draftCase(newCase: NewCase, templates: ReadonlyMap<string, FlowTemplate>): CaseDraft {
  const { route, reportedAtMs, actor, photo } = newCase
  const template = templates.get(newCase.template)
  if (template === undefined) throw new Error(`There is no template ${newCase.template}`)
  const photos = photo === null ? [] : [{ ...photo, point: null, takenAtMs: null }]
  const draft = new CaseDraft(
    {
      id: 0,
      template,
      areaCode: route.areaCode,
      categoryCode: newCase.categoryCode,
      urgent: newCase.urgent,
      reportedAtMs,
      splitFrom: newCase.splitFrom,
      version: 1,
      round: 1,
      status: 'reported',
      deskCode: newCase.deskCode ?? route.areaCode,
      unitId: route.unitId,
      assistUnitIds: route.assistUnitIds,
      firstUnitId: null,
      watcherWorkerId: route.watcherWorkerId,
      provenance: route.provenance,
      colour: 'green',
      mode: 'normal',
      excluded: false,
      dueAtMs: newCase.dueAtMs,
      updatedAtMs: reportedAtMs,
      suspendedAtMs: null,
      registeredAtMs: null,
      dispatchedAtMs: null,
      acceptedAtMs: null,
      handledAtMs: null,
      repliedAtMs: null,
      checkedAtMs: null,
      visitedAtMs: null,
      closedAtMs: null,
      archivedAtMs: null,
      dispatches: 0,
      refusals: 0,
      returns: 0,
      reworks: 0,
      urges: 0,
      pending: {},
      mergedInto: null,
      responded: null,
      solved: null,
      satisfied: null,
      rating: null,
    },
    newCase,
    photos,
  )
  draft.add({
    kind: 'report', atMs: reportedAtMs, actor, round: 1, fromStatus: null, toStatus: 'reported', note: '',
    detail: beginningOf(draft.state),
  })
  return draft
}
