import type { PlanBody, PlanDuty, PlanRecord } from '../../../server/contract/api/command.ts'

/** A plan as its form holds it. */
export interface PlanDraft {
  name: string
  nameEn: string
  areaCode: string
  accept: number | null
  handle: number | null
  feedback: number | null
  broadcast: string
  withinMinutes: number | null
  message: string
  duties: DutyDraft[]
}

export interface DutyDraft {
  gridCode?: string
  building?: string
  households?: string
  workerId?: number | null
  unitId?: number
  name?: string
  phone?: string
  task?: string
}

const EMPTY: PlanDraft = {
  name: '', nameEn: '', areaCode: '', accept: null, handle: null, feedback: null, broadcast: '', withinMinutes: null,
  message: '', duties: [],
}

/** What a form begins with: a plan's, or an empty one's of an area. */
export function draftOf(plan: PlanRecord | undefined, areaCode: string): PlanDraft {
  if (plan === undefined) return { ...EMPTY, areaCode }
  const { name, nameEn, limits, broadcast, rollCall, duties } = plan
  const { accept = null, handle = null, feedback = null } = limits
  return {
    name, nameEn, areaCode: plan.areaCode, accept, handle, feedback, broadcast,
    withinMinutes: rollCall?.withinMinutes ?? null, message: rollCall?.message ?? '',
    duties: duties.map((duty) => ({ ...duty })),
  }
}

/** What is sent of a form: a roll call where it says how long and what; rows that nobody has begun are left out. */
export function bodyOf(draft: PlanDraft, version: number | undefined): PlanBody {
  const { name, nameEn, areaCode, accept, handle, feedback, broadcast, withinMinutes, message } = draft
  return {
    name: name.trim(), nameEn: nameEn.trim(), areaCode, broadcast: broadcast.trim(),
    limits: {
      ...(accept !== null && { accept }), ...(handle !== null && { handle }), ...(feedback !== null && { feedback }),
    },
    rollCall: withinMinutes === null || message.trim() === '' ? null : { withinMinutes, message: message.trim() },
    duties: draft.duties.filter(isBegun).map(dutyOf),
    ...(version !== undefined && { version }),
  }
}

function isBegun(duty: DutyDraft | undefined): duty is DutyDraft {
  return duty !== undefined && Object.values(duty).some((value) => value != null && String(value).trim() !== '')
}

function dutyOf({ gridCode, building, households, workerId, unitId, name, phone, task }: DutyDraft): PlanDuty {
  const texts = Object.entries({ gridCode, building, households, phone })
    .flatMap(([key, value]) => (value === undefined || value.trim() === '' ? [] : [[key, value.trim()]]))
  return {
    name: name?.trim() ?? '', task: task?.trim() ?? '', ...Object.fromEntries(texts),
    ...(workerId != null && { workerId }), ...(unitId !== undefined && { unitId }),
  }
}
