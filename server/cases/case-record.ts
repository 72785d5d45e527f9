import type { CaseRecord, CaseSummary } from '../contract/api/cases.ts'
import type { AreaRecord } from '../contract/api/city.ts'
import type { Database } from '../db/database.ts'
import { notFound } from '../errors.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { findCase, findEvents, findOrders, findOwners, findWorkerName, listAttachments } from './repository.ts'
import { trailInWords, type RoutingTrail, type TrailNames } from './routing-trail.ts'

const HOUR_MS = 3_600_000

/** All that is known of a case in the scope. Throws 404 where there is none. */
export async function readCaseRecord(
  database: Database,
  id: number,
  scopeCode: string,
  city: CityFacts,
): Promise<CaseRecord> {
  const found = await findCase(database, id, scopeCode)
  if (found === null) throw notFound('case', id)
  const { summary, gridIds, trail } = found
  const [owners, events, orders, attachments, watcher] = await Promise.all([
    findOwners(database, gridIds),
    findEvents(database, id),
    findOrders(database, id),
    listAttachments(database, id),
    trail.watcherWorkerId === null ? null : findWorkerName(database, trail.watcherWorkerId),
  ])
  const chain = chainAbove(summary.areaCode, city.areaByCode)
  const routingTrail = trailInWords(trail, { ...namesIn(summary, trail, owners, chain, city), watcher })
  return { ...summary, owners, chain, routingTrail, events, orders, attachments }
}

function namesIn(
  summary: CaseSummary,
  trail: RoutingTrail,
  owners: CaseRecord['owners'],
  chain: CaseRecord['chain'],
  city: CityFacts,
): Omit<TrailNames, 'watcher'> {
  const { categoryCode, ownerGridId, reportedAt, dueAt } = summary
  return {
    category: city.categoryByCode.get(categoryCode)!,
    limitHours: Math.round((Date.parse(dueAt) - Date.parse(reportedAt)) / HOUR_MS),
    district: chain.find((link) => link.level === 'district') ?? chain[0],
    communityGrid: owners.find((owner) => owner.layer === 'community') ?? null,
    ownerGrid: owners.find((owner) => owner.gridId === ownerGridId) ?? null,
    unit: trail.unitId === null ? null : (city.unitById.get(trail.unitId) ?? null),
  }
}

/** The areas from `code` up to the city. */
function chainAbove(code: string, areaByCode: ReadonlyMap<string, AreaRecord>): CaseRecord['chain'] {
  const chain: CaseRecord['chain'] = []
  let area = areaByCode.get(code)
  while (area !== undefined) {
    const { level, name, nameEn, parentCode } = area
    chain.push({ code: area.code, level, name, nameEn })
    area = parentCode === null ? undefined : areaByCode.get(parentCode)
  }
  return chain
}
