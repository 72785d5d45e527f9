import type { FlowOutline, OutlineSide } from '../../../server/contract/api/flow-outline.ts'

/** What may happen beside a template's line, so that it is said once. */
export interface CommonSides {
  /** At every step until the case is closed. */
  always: OutlineSide[]
  /** Of each stage, in their order: the rest. */
  stages: OutlineSide[][]
}

/** Gathers what may happen at every step before the end, by the same people, apart from what belongs to one of them. */
export function commonSides({ stages }: FlowOutline): CommonSides {
  const close = stages.findIndex(({ step }) => step === 'close')
  const [first, ...others] = stages.slice(1, close + 1)
  const always = first.side.filter((side) => others.every((stage) => stage.side.some((other) => isSame(other, side))))
  return { always, stages: stages.map(({ side }) => side.filter((one) => !always.some((other) => isSame(other, one)))) }
}

function isSame(one: OutlineSide, other: OutlineSide): boolean {
  return one.step === other.step && one.by.join() === other.by.join()
}
