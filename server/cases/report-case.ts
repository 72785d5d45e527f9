import { latLngToCell } from 'h3-js'
import { resolveDuty } from '../catalogue/resolve-duty.ts'
import type { NewCaseBody } from '../contract/api/cases.ts'
import type { CategoryRecord } from '../contract/api/city.ts'
import type { Location } from '../contract/api/grids.ts'
import type { Queryable } from '../db/database.ts'
import { badInput } from '../errors.ts'
import type { CityFacts } from '../org/city-facts.ts'
import type { CityTime } from '../org/city-time.ts'
import { toWgs84 } from '../org/datum.ts'
import { categoryPathOf, isItem, itemsOf } from './category-tree.ts'
import { CASE_CELL_RESOLUTION, cellToBigInt } from './cell-range.ts'
import { desksBetween, isDesk } from './desks.ts'
import type { EventActor } from './flow/case-event.ts'
import { madeAt } from './flow/made-at.ts'
import type { NewCase } from './new-case.ts'
import { readPhoto } from './photo.ts'
import { findWatcherCandidates, findWorkerId } from './repository.ts'
import { routeCase } from './route-case.ts'

/** A point outside all grids still goes to a desk, unless it is so far out that it must be an error of the sender. */
const FARTHEST_OUTSIDE_M = 5_000

const HOUR_MS = 3_600_000

/** The template of cases for which nobody has named another. */
export const STANDARD_TEMPLATE = 'standard'

/** The template of cases whose rule of the catalogue puts them on the express lane. */
const EXPRESS_TEMPLATE = 'express'

/** What a report is understood with. */
export interface ReportContext {
  database: Queryable
  city: CityFacts
  cityTime: CityTime
  locate(lng: number, lat: number): Location
}

/** Who reports, and what they may report on. */
export interface Reporter {
  actor: EventActor
  scopeCode: string
}

/**
 * Understands and routes what was posted. Throws 400 naming the field where the category, the channel, the place, the reporter or
 * the photo is none that this city knows.
 */
export async function understandReport(
  body: NewCaseBody,
  reporter: Reporter,
  nowMs: number,
  context: ReportContext,
): Promise<NewCase> {
  const { database, city, cityTime } = context
  const category = itemOf(body.category, city)
  checkChannel(body.channel, city)
  const photo = body.photo === undefined ? null : readPhoto(body.photo)
  const [lng, lat] = toWgs84(body.lng, body.lat, body.datum ?? 'wgs84')
  const location = context.locate(lng, lat)
  if (location.decision === 'fallback' && location.distanceToEdgeM > FARTHEST_OUTSIDE_M) {
    const [west, south, east, north] = city.record.bounds
    const expected = `a point of ${city.record.nameEn}: lng ${west} to ${east}, lat ${south} to ${north} in WGS-84`
    throw badInput('lng, lat', `${body.lng}, ${body.lat}`, expected)
  }

  const workersOfGrid =
    location.community === null ? [] : await findWatcherCandidates(database, location.community.gridId)
  const { unitsByKind, unitById } = city
  const duty = resolveDuty(
    city.duties, categoryPathOf(category.code, city.categoryByCode), placeCodeOf(location), nowMs,
  )
  const route = routeCase({ location, category, unitsByKind, unitById, workersOfGrid, duty })
  if (!route.areaCode.startsWith(reporter.scopeCode)) {
    throw badInput('lng, lat', `${body.lng}, ${body.lat}`, `a point within your area ${reporter.scopeCode}`)
  }
  const madeAtMs = madeAt(body.madeAgoMs, 0, nowMs)
  return {
    channel: body.channel,
    externalNumber: body.externalNumber ?? null,
    categoryCode: category.code,
    description: body.description,
    address: body.address ?? '',
    lng,
    lat,
    cellR10: cellToBigInt(latLngToCell(lat, lng, CASE_CELL_RESOLUTION)),
    urgent: category.urgent || body.urgent === true,
    dayKey: cityTime.dayKey(nowMs),
    reportedAtMs: nowMs,
    ...(madeAtMs !== undefined && { madeAtMs }),
    dueAtMs: nowMs + category.limitHours * HOUR_MS,
    reporterWorkerId: await reporterOf(body.reporterNumber, database),
    deskCode: body.deskCode === undefined ? null : deskOf(body.deskCode, route.areaCode, city),
    ...(body.deskCode !== undefined && reporter.scopeCode !== '' && {
      copyTo: desksBetween(route.areaCode, reporter.scopeCode, body.deskCode, city.areaByCode),
    }),
    template: route.trail.duty?.express === true ? EXPRESS_TEMPLATE : STANDARD_TEMPLATE,
    splitFrom: null,
    personHash: null,
    ...(body.contact !== undefined && { contact: body.contact }),
    route,
    actor: reporter.actor,
    photo,
  }
}

function itemOf(code: string, city: CityFacts): CategoryRecord {
  if (isItem(code, city.categoryByCode)) return city.categoryByCode.get(code)!
  const items = itemsOf(city.categoryByCode)
  const example = items.find((category) => category.layer === 'community') ?? items[0]
  const expected = example === undefined ? 'a loaded catalogue' : `an item such as ${example.code} (${example.name})`
  throw badInput('category', code, expected)
}

/** The code by which rules of the catalogue know a place: the community grid's, where it continues its area's. */
export function placeCodeOf({ community, chain }: Location): string {
  const areaCode = chain[0].code
  return community !== null && community.code.startsWith(areaCode) ? community.code : areaCode
}

function checkChannel(code: string, city: CityFacts): void {
  const open = city.record.channels.filter(({ enabled }) => enabled).map((channel) => channel.code)
  if (!open.includes(code)) throw badInput('channel', code, `one of ${open.join(', ')}`)
}

/** A desk of any level whose area holds the place, the province's included. */
function deskOf(deskCode: string, areaCode: string, { areaByCode, record }: CityFacts): string {
  if (!areaCode.startsWith(deskCode) || !isDesk(deskCode, areaByCode, record.code)) {
    throw badInput('deskCode', deskCode, `a desk above the place, such as ${areaCode}`)
  }
  return deskCode
}

async function reporterOf(number: string | undefined, database: Queryable): Promise<number | null> {
  if (number === undefined) return null
  const id = await findWorkerId(database, number)
  if (id === null) throw badInput('reporterNumber', number, 'the badge number of a worker')
  return id
}
