import { type CaseSummary, isFinished } from '../../../server/contract/api/cases.ts'

/** A case of the same item this near may be the same trouble, reported twice. */
export const SIMILAR_WITHIN_M = 200

const M_PER_DEGREE = 111_195

/** A case with how far it is, in metres. */
export interface SimilarCase {
  record: CaseSummary
  distanceM: number
}

/** The open cases of a category near a place, the nearest first, `limit` at most. */
export function similarCases(
  cases: Iterable<CaseSummary>, { lng, lat, category }: { lng: number; lat: number; category: string }, limit = 5,
): SimilarCase[] {
  const found: SimilarCase[] = []
  for (const record of cases) {
    if (record.categoryCode !== category || isFinished(record.status)) continue
    const distanceM = distanceBetweenM(record, { lng, lat })
    if (distanceM <= SIMILAR_WITHIN_M) found.push({ record, distanceM })
  }
  return found.sort((a, b) => a.distanceM - b.distanceM || b.record.id - a.record.id).slice(0, limit)
}

interface Place {
  lng: number
  lat: number
}

/** Metres between two places near each other, on a plane that touches the earth there. */
function distanceBetweenM(a: Place, b: Place): number {
  const eastM = (a.lng - b.lng) * M_PER_DEGREE * Math.cos((b.lat * Math.PI) / 180)
  return Math.hypot(eastM, (a.lat - b.lat) * M_PER_DEGREE)
}
