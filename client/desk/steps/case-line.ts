import type { FlowTemplate, LineStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseEventRecord, CaseStatus } from '../../../server/contract/api/cases.ts'

/** The step of the main line that a status is reached by; those beside the line are none. */
const REACHED_BY: Partial<Record<CaseStatus, LineStep>> = {
  reported: 'report', registered: 'register', dispatched: 'dispatch', handled: 'handle', replied: 'reply',
  checked: 'check', visited: 'revisit', closed: 'close', archived: 'archive',
}

/** One step of the main line as a progress bar shows it. */
export interface LinePart {
  step: LineStep
  name: string
  nameEn: string
  state: 'done' | 'due' | 'coming'
  /** When it was taken last, ISO 8601; undefined while it is not done. */
  doneAt: string | undefined
}

/**
 * How far a case is on the line of its template. Beside the line (being verified, rejected, merged) it is as far as the
 * status says that it left it from; what has ended there has nothing due any more.
 */
export function lineOf(
  { steps }: FlowTemplate, status: CaseStatus, events: readonly CaseEventRecord[],
): LinePart[] {
  const onLine = REACHED_BY[status] ?? REACHED_BY[leftFrom(status, events)] ?? 'report'
  const reached = steps.findIndex(({ step }) => step === onLine)
  const ended = status === 'rejected' || status === 'merged'
  return steps.map((one, index) => ({
    ...one,
    state: index <= reached ? 'done' : index === reached + 1 && !ended ? 'due' : 'coming',
    doneAt: index <= reached ? events.findLast(({ kind }) => kind === one.step)?.at : undefined,
  }))
}

function leftFrom(status: CaseStatus, events: readonly CaseEventRecord[]): CaseStatus {
  const leaving = events.findLast(({ fromStatus, toStatus }) => toStatus === status && fromStatus !== status)
  return leaving?.fromStatus ?? 'reported'
}
