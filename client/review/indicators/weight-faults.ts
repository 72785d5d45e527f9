import { SCORE_SUBJECTS, type ScoreSubject, type ScoreWeights } from '../../../server/contract/api/indicators.ts'

/** A row of weights that cannot be kept, and why. */
export interface WeightFault {
  subject: ScoreSubject
  /** Counted from 0; null: the subject has none at all. */
  at: number | null
  what: 'none' | 'weight'
}

/** The largest weight that is kept. */
export const MOST_WEIGHT = 1000

/** All that is wrong with weights, in the order of the subjects: one at least, each weight above 0. */
export function weightFaults(weights: ScoreWeights): WeightFault[] {
  return SCORE_SUBJECTS.flatMap((subject): WeightFault[] => {
    const rows = weights[subject]
    if (rows.length === 0) return [{ subject, at: null, what: 'none' }]
    return rows.flatMap(({ weight }, at): WeightFault[] =>
      (weight > 0 && weight <= MOST_WEIGHT ? [] : [{ subject, at, what: 'weight' }]))
  })
}

/** What weights add up to, without the dust of binary fractions. */
export function weightSum(rows: ScoreWeights[ScoreSubject]): number {
  return Math.round(rows.reduce((sum, { weight }) => sum + weight, 0) * 1e6) / 1e6
}
