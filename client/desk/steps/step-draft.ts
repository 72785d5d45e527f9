import type { CaseStep, StepBody } from '../../../server/contract/api/case-steps.ts'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'

type StepPhoto = NonNullable<StepBody['photos']>[number]

/** A part that a case is to be split into, by a key of its own so that it keeps its place in the form. */
export interface PartDraft {
  key: number
  description: string
  category: string | undefined
  unitId: number | undefined
}

export const PARTS_AT_LEAST = 2
export const PARTS_AT_MOST = 5

/** Everything that a form of a step can hold; which of it is asked for depends on the step. */
export interface StepDraft {
  note: string
  unitId: number | undefined
  assistUnitIds: readonly number[]
  workerId: number | undefined
  deskCode: string | undefined
  intoCaseId: number | undefined
  hours: number | undefined
  real: boolean | undefined
  responded: boolean
  solved: boolean | undefined
  satisfied: boolean | undefined
  rating: number | undefined
  kind: StepBody['kind']
  stage: number
  unitIds: readonly number[]
  parts: readonly PartDraft[]
  decidedBy: string
  photos: readonly StepPhoto[]
}

/** The fields of a form, by the names that the server's errors have for them. */
export type StepField = keyof StepDraft

type RoutedTo = Pick<CaseSummary, 'unitId' | 'assistUnitIds' | 'watcherWorkerId' | 'categoryCode'>

const FIELDS: Partial<Record<CaseStep, readonly StepField[]>> = {
  dispatch: ['unitId', 'assistUnitIds', 'workerId'],
  forward: ['unitId', 'assistUnitIds'],
  agree: ['unitId', 'assistUnitIds'],
  designate: ['unitId', 'assistUnitIds', 'decidedBy'],
  verify: ['workerId'],
  confirm: ['real', 'photos'],
  transfer: ['deskCode'],
  merge: ['intoCaseId'],
  split: ['parts'],
  'ask-extension': ['hours'],
  'assist-done': ['unitId', 'photos'],
  revisit: ['responded', 'solved', 'satisfied', 'rating'],
  supervise: ['kind', 'stage'],
  card: ['kind', 'unitId'],
  consult: ['unitIds'],
  handle: ['photos'], reply: ['photos'], check: ['photos'], close: ['photos'], rework: ['photos'], note: ['photos'],
}

/** What the form of a step asks for, the remark or reason last but before photos. */
export function fieldsOf(step: CaseStep): readonly StepField[] {
  const fields = FIELDS[step] ?? []
  return fields.includes('photos') ? [...fields.slice(0, -1), 'note', 'photos'] : [...fields, 'note']
}

/** What a form begins with: what the case was routed to, where the step is about that. */
export function emptyDraft({ unitId, assistUnitIds, watcherWorkerId, categoryCode }: RoutedTo, step: CaseStep): StepDraft {
  const ofCase = step === 'dispatch' || step === 'agree' || step === 'card'
  return {
    note: '', unitId: ofCase ? unitId ?? undefined : undefined,
    assistUnitIds: step === 'card' || step === 'assist-done' ? [] : assistUnitIds,
    workerId: watcherWorkerId ?? undefined, deskCode: undefined, intoCaseId: undefined,
    hours: step === 'ask-extension' ? 24 : undefined, real: undefined,
    responded: true, solved: undefined, satisfied: undefined, rating: undefined,
    kind: step === 'supervise' ? 'instant' : step === 'card' ? 'yellow' : undefined, stage: 1,
    unitIds: [], decidedBy: '', photos: [],
    parts: [1, 2].map((key) => ({ key, description: '', category: categoryCode, unitId: undefined })),
  }
}

/** What is still to be filled in before the form of a step can be sent; empty where nothing is. */
export function missingOf(step: CaseStep, draft: StepDraft, needsReason: boolean): StepField[] {
  return fieldsOf(step).filter((field) => {
    switch (field) {
      case 'note':
        return needsReason && draft.note.trim() === ''
      case 'decidedBy':
        return draft.decidedBy.trim() === ''
      case 'unitIds':
        return draft.unitIds.length === 0
      case 'parts':
        return draft.parts.some(({ description }) => description.trim() === '')
      case 'workerId':
        return draft.workerId === undefined && step === 'verify'
      case 'assistUnitIds':
      case 'photos':
      case 'responded':
      case 'rating':
        return false
      default:
        return draft[field] === undefined
    }
  })
}

/**
 * The body of the request: what the step asks for and no more, as the server refuses what a step does not know. A unit
 * that the case was routed to anyway is left to the server, so that its provenance stays.
 */
export function bodyOf(step: CaseStep, draft: StepDraft, record: RoutedTo, version: number): StepBody {
  const body: StepBody = { version }
  const fields = fieldsOf(step)
  const note = draft.note.trim()
  if (note !== '') body.note = note
  const routed = step === 'dispatch'
  if (fields.includes('unitId') && draft.unitId !== undefined && !(routed && draft.unitId === record.unitId)) {
    body.unitId = draft.unitId
  }
  if (fields.includes('assistUnitIds') && !(routed && sameIds(draft.assistUnitIds, record.assistUnitIds))) {
    body.assistUnitIds = draft.assistUnitIds.filter((id) => id !== draft.unitId)
  }
  if (fields.includes('workerId') && draft.workerId !== undefined && draft.workerId !== record.watcherWorkerId) {
    body.workerId = draft.workerId
  }
  if (fields.includes('deskCode')) body.deskCode = draft.deskCode
  if (fields.includes('intoCaseId')) body.intoCaseId = draft.intoCaseId
  if (fields.includes('hours')) body.hours = draft.hours
  if (fields.includes('real')) body.real = draft.real
  if (fields.includes('solved')) {
    body.responded = draft.responded
    body.solved = draft.solved
    body.satisfied = draft.satisfied
    body.rating = draft.rating
  }
  if (fields.includes('kind')) body.kind = draft.kind
  if (fields.includes('stage')) body.stage = draft.stage
  if (fields.includes('parts')) {
    body.parts = draft.parts.map(({ description, category, unitId }) => ({ description: description.trim(), category, unitId }))
  }
  if (fields.includes('unitIds')) body.unitIds = [...draft.unitIds]
  if (fields.includes('decidedBy')) body.decidedBy = draft.decidedBy.trim()
  if (fields.includes('photos') && draft.photos.length > 0) body.photos = [...draft.photos]
  return body
}

function sameIds(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id))
}
