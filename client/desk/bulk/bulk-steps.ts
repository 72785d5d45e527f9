import type { CaseStep, StepBody } from '../../../server/contract/api/case-steps.ts'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { desksAbove, type DeskLevel } from '../steps/desk-levels.ts'

/** What can be done with many cases at once. */
export const BULK_STEPS = ['dispatch', 'urge', 'supervise', 'transfer'] as const satisfies readonly CaseStep[]
export type BulkStep = (typeof BULK_STEPS)[number]

/** What is said with it, for all the cases. */
export interface BulkDraft {
  note: string
  kind: NonNullable<StepBody['kind']>
  stage: number
  level: DeskLevel
}

/** So many are dealt with at once: enough to be quick, few enough to leave the server to others. */
const AT_ONCE = 4

/** What came of one case. */
export type BulkOutcome = { record: CaseSummary } & ({ type: 'done' } | { type: 'same' } | { type: 'failed'; error: unknown })

/** The request for one case of many; undefined where it is already where it is to go. */
export function bulkBodyOf(
  step: BulkStep, { note, kind, stage, level }: BulkDraft, { version, areaCode, deskCode }: CaseSummary,
): StepBody | undefined {
  const said = note.trim() === '' ? { version } : { version, note: note.trim() }
  if (step === 'supervise') return { ...said, kind, stage }
  if (step !== 'transfer') return said
  const desk = desksAbove(areaCode).find((one) => one.level === level)
  return desk === undefined || desk.code === deskCode ? undefined : { ...said, deskCode: desk.code }
}

/**
 * Takes a step with each case, a few at a time, and says what came of each in the order of `records`; one that fails
 * keeps none from being tried. `onProgress` is told how many are through.
 */
export async function runBulk(
  step: BulkStep,
  draft: BulkDraft,
  records: readonly CaseSummary[],
  send: (record: CaseSummary, body: StepBody) => Promise<unknown>,
  onProgress: (done: number) => void,
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = []
  let [next, done] = [0, 0]
  const work = async () => {
    while (next < records.length) {
      const at = next++
      const record = records[at]
      const body = bulkBodyOf(step, draft, record)
      outcomes[at] = body === undefined ? { record, type: 'same' } : await send(record, body).then(
        () => ({ record, type: 'done' as const }),
        (error: unknown) => ({ record, type: 'failed' as const, error }),
      )
      onProgress(++done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcomes
}
