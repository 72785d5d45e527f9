import type { CaseStep, LineStep, Standing } from './case-steps.ts'
import type { LimitStage } from './clocks.ts'

/** A step beside the main line, and by whom. */
export interface OutlineSide {
  step: CaseStep
  by: Standing[]
  needsReason: boolean
}

/** A step of a template's main line, and what may happen while a case waits for it. */
export interface OutlineStage {
  step: LineStep
  name: string
  nameEn: string
  /** Who takes it; nobody in particular reports. */
  by: Standing[]
  /** The clock that has run out where the step is late; null where none is about it. */
  limit: LimitStage | null
  /** The steps beside it, in their order. */
  side: OutlineSide[]
}

/** `GET /api/flow-outlines`: each template as its rules are, in the templates' order. */
export interface FlowOutline {
  code: string
  stages: OutlineStage[]
  /** What may still be done with a case that has ended. */
  after: OutlineSide[]
}
