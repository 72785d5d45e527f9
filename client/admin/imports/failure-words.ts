/** Why an import failed, where it is one of the reasons that have words in both languages. */
export type FailureReason = 'interrupted' | 'noRows' | 'noCity' | 'noCityArea' | 'noGrids' | 'otherCity'

const REASONS: readonly (readonly [FailureReason, RegExp])[] = [
  ['interrupted', /^interrupted/],
  ['noRows', /no row of it can be used/],
  ['noCity', /holds no city yet/],
  ['noCityArea', /No area can be the city/],
  ['noGrids', /has to bring community grids/],
  ['otherCity', /but the database holds /],
]

/** The reason behind the server's words, or undefined where only those say it. */
export function failureReason(failure: string): FailureReason | undefined {
  return REASONS.find(([, pattern]) => pattern.test(failure))?.[0]
}
