import type { FastifyInstance } from 'fastify'
import type { Identity } from '../auth/identity.ts'
import type { OpenStep } from '../contract/api/case-steps.ts'
import type { CaseRecord, CaseSummary } from '../contract/api/cases.ts'
import type { AreaRecord } from '../contract/api/city.ts'
import { notFound } from '../errors.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { createCityTime } from '../org/city-time.ts'
import { isDistrictOrAbove } from '../org/is-district-or-above.ts'
import { desksAbove, readProvince } from './desks.ts'
import { findCase, findEvents, findOrders, findOwners, findWorkerName, listAttachments } from './repository.ts'
import type { CaseState } from './flow/case-state.ts'
import { openSteps } from './flow/open-steps.ts'
import { standingsOf, type Taker } from './flow/standing.ts'
import { caseIdsOf, findRelated } from './related-cases.ts'
import { takerOf } from './taker-of.ts'
import { trailInWords, type RoutingTrail, type TrailNames } from './routing-trail.ts'

const HOUR_MS = 3_600_000

/** All that is known of a case; units and workers are told of those they have a part in. Throws 404 where there is none. */
export async function readCaseRecord(
  { database, city, cases }: Pick<FastifyInstance, 'database' | 'city' | 'cases'>,
  id: number,
  identity: Identity,
): Promise<CaseRecord> {
  const taker = takerOf(identity)
  const found = await findCase(database, id, taker, cases.templates())
  if (found === null) throw notFound('case', id)
  const { summary, gridIds, trail, state } = found
  const [owners, events, orders, attachments, watcher] = await Promise.all([
    findOwners(database, gridIds),
    findEvents(database, id),
    findOrders(database, id),
    listAttachments(database, id),
    trail.watcherWorkerId === null ? null : findWorkerName(database, trail.watcherWorkerId),
  ])
  const relatedCases = await findRelated(database, caseIdsOf(events), taker)
  const desks = desksAbove(summary.areaCode, city.areaByCode, await readProvince(database, city.record.code))
  const chain = chainAbove(summary.areaCode, city.areaByCode)
  const routingTrail = trailInWords(trail, { ...namesIn(summary, trail, owners, chain, city), watcher })
  const { mergedInto, splitFrom, firstUnitId } = state
  return {
    ...summary, owners, chain, routingTrail, events, orders, attachments, firstUnitId, mergedInto, splitFrom, desks,
    relatedCases, openSteps: openStepsFor(state, identity.type === 'wall' ? null : taker, city),
  }
}

/** The open steps, and which of them are also open to whoever asks; a wall, which only looks, takes none. */
function openStepsFor(state: CaseState, taker: Taker | null, city: CityFacts): OpenStep[] {
  const standings = taker === null ? new Set() : standingsOf(taker, state)
  const mayDesignate = taker !== null && isDistrictOrAbove(taker.scopeCode, city)
  return openSteps(state).map(({ step, by, needsReason }) => {
    const named = state.template.steps.find((one) => one.step === step)
    return {
      step, by: [...by], needsReason,
      mine: by.some((standing) => standings.has(standing)) && (step !== 'designate' || mayDesignate),
      name: named?.name ?? null, nameEn: named?.nameEn ?? null,
    }
  })
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
    ...(trail.duty !== undefined && {
      dutyFrom: createCityTime(city.record.timeZone).dayKey(Date.parse(trail.duty.from)),
    }),
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
