import type { HeatFrames } from '../../../server/contract/api/heat.ts'
import type { Bounds } from '../review-query.ts'

export type Step = HeatFrames['step']
export const STEPS: readonly Step[] = ['hour', 'day', 'week', 'month']
const STEP_MS: Record<Step, number> = {
  hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000,
}
/** More frames than this make a slider that no hand can set. */
const MOST_FRAMES = 750

/** The steps in which a period can be played: at least two frames of it, and not too many. */
export function stepsFor({ from, to }: Bounds): Step[] {
  const lengthMs = Date.parse(to) - Date.parse(from)
  return STEPS.filter((step) => lengthMs > STEP_MS[step] && lengthMs / STEP_MS[step] <= MOST_FRAMES)
}

/** What the map draws of one frame: its cells and counts, in the colours of all frames. An index out of range is
 * the nearest frame; of no frames there is nothing to draw. */
export function heatOfFrame(
  frames: HeatFrames,
  index: number,
): { cell: string[]; count: number[]; domain: [number, number] } | null {
  const frame = frames.frames[Math.min(frames.frames.length - 1, Math.max(0, index))]
  if (frame === undefined) return null
  return { cell: frame.index.map((at) => frames.cell[at]), count: frame.count, domain: frames.domain }
}
