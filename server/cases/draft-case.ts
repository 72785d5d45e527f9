import type { FlowTemplate } from '../contract/api/case-steps.ts'
import { beginningOf, CaseDraft } from './case-draft.ts'
import type { CaseState } from './flow/case-state.ts'
import type { NewCase } from './new-case.ts'

/** What of a state its events do not change. */
type FixedState = Pick<
  CaseState, 'id' | 'template' | 'areaCode' | 'categoryCode' | 'urgent' | 'reportedAtMs' | 'splitFrom'
>

/** The draft of a new case: its state as routed, and its event 'report'. It has no id before it is written. */
export function draftCase(newCase: NewCase, templates: ReadonlyMap<string, FlowTemplate>): CaseDraft {
  const { route, reportedAtMs, actor, photo } = newCase
  const template = templates.get(newCase.template)
  if (template === undefined) throw new Error(`There is no template ${newCase.template}`)
  const photos = photo === null ? [] : [photo]
  const beginning = blankState({
    id: 0, template, areaCode: route.areaCode, categoryCode: newCase.categoryCode, urgent: newCase.urgent, reportedAtMs,
    splitFrom: newCase.splitFrom,
  })
  const draft = new CaseDraft({
    ...beginning,
    deskCode: newCase.deskCode ?? route.areaCode,
    unitId: route.unitId,
    assistUnitIds: route.assistUnitIds,
    watcherWorkerId: route.watcherWorkerId,
    provenance: route.provenance,
    dueAtMs: newCase.dueAtMs,
  }, newCase, photos)
  draft.add({
    kind: 'report', atMs: reportedAtMs, actor, round: 1, fromStatus: null, toStatus: 'reported', note: '',
    detail: beginningOf(draft.state, newCase),
  })
  const { copyTo = [] } = newCase
  if (copyTo.length > 0) {
    draft.add({
      kind: 'copy', atMs: reportedAtMs, actor, round: 1, fromStatus: 'reported', toStatus: 'reported', note: '',
      detail: { deskCodes: [...copyTo] },
    })
  }
  return draft
}

/** What a case is before its first event: all that never changes. */
export function blankState(fixed: FixedState): CaseState {
  const { id, template, areaCode, categoryCode, urgent, reportedAtMs, splitFrom } = fixed
  return {
    id, template, areaCode, categoryCode, urgent, reportedAtMs, splitFrom,
    version: 1,
    round: 1,
    status: 'reported',
    deskCode: areaCode,
    unitId: null,
    assistUnitIds: [],
    firstUnitId: null,
    watcherWorkerId: null,
    provenance: 'rule',
    colour: 'green',
    mode: 'normal',
    excluded: false,
    dueAtMs: reportedAtMs,
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
  }
}
