import type { FastifyInstance } from 'fastify'
import { distanceM } from '../live/geodesy.ts'

export interface Candidate {
  workerId: number
  gridId: number
  lng: number
  lat: number
}

export interface NearestWorker {
  workerId: number
  /** Rounded to whole metres. */
  distanceM: number
}

/**
 * Of the candidates the nearest to a place (WGS-84), those of its community grid before all others; of equally near ones
 * the smallest id. Null where there is none.
 */
export function nearestOf(
  candidates: readonly Candidate[], lng: number, lat: number, communityGridId: number | null,
): NearestWorker | null {
  const ofGrid = candidates.filter(({ gridId }) => gridId === communityGridId)
  let nearest: NearestWorker | null = null
  for (const candidate of ofGrid.length > 0 ? ofGrid : candidates) {
    const distance = Math.round(distanceM(lng, lat, candidate.lng, candidate.lat))
    const isNearer = nearest === null || distance < nearest.distanceM
      || (distance === nearest.distanceM && candidate.workerId < nearest.workerId)
    if (isNearer) nearest = { workerId: candidate.workerId, distanceM: distance }
  }
  return nearest
}

/** The workers of a scope who are on duty now and were heard lately, where they were last: nobody else can be sent. */
export function workersAtHand(
  { lastPositions, duty, live }: Pick<FastifyInstance, 'lastPositions' | 'duty' | 'live'>,
  scopeCode: string, nowMs: number,
): Candidate[] {
  const silentAfterMs = duty.policy.silentAfterMinutes * 60_000
  return live.roster.workers.flatMap((worker) => {
    if (worker === undefined || worker.kind !== 'person' || !worker.areaCode.startsWith(scopeCode)) return []
    const last = lastPositions.get(worker.id)
    const isThere = last !== undefined && nowMs - last.recordedAtMs <= silentAfterMs && duty.onDuty(worker.id, nowMs)
    return isThere ? [{ workerId: worker.id, gridId: worker.gridId, lng: last.lng, lat: last.lat }] : []
  })
}
