import type { FastifyInstance } from 'fastify'
import { itemsOf } from '../cases/category-tree.ts'
import type { FieldFacts } from '../contract/api/field-work.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'
import type { FieldPerson } from './field-person.ts'

/** So many kinds are offered at once. */
const FREQUENT = 8
/** What is around is told by so many of the newest cases there. */
const SAMPLE = 400

/** What a phone reads when it comes: whose it is, what can be reported, whom he may call. */
export async function readFieldFacts(
  { database, city, duty }: Pick<FastifyInstance, 'database' | 'city' | 'duty'>, person: FieldPerson, nowMs: number,
): Promise<FieldFacts> {
  const { name, nameEn, simulated, timeZone } = city.record
  const unit = person.unitId === null ? undefined : city.unitById.get(person.unitId)
  const facts = person.workerId === null ? null : await readWorker(database, person.workerId)
  const shift = person.workerId === null ? null : duty.dutyAt(person.workerId, nowMs)
  return {
    city: { name, nameEn, simulated, timeZone },
    unit: unit === undefined ? null : { id: unit.id, name: unit.name, nameEn: unit.nameEn },
    worker: facts === null || shift === null ? null : {
      ...facts,
      onDuty: shift.onDuty,
      dutyChangesAt: Number.isFinite(shift.untilMs) ? new Date(shift.untilMs).toISOString() : null,
    },
    kinds: kindsOf(city),
    frequentKinds: await frequentKinds(database, city, person),
    callableUnits: callableUnits(city, person).map(({ id, kind, name, nameEn }) => ({ id, kind, name, nameEn })),
  }
}

/** The units that someone may call, or forward to, the nearest first: those that serve his area;
 * a desk and a unit also those in theirs. */
export function callableUnits(city: CityFacts, { scopeCode, workerId }: FieldPerson): CityFacts['record']['units'] {
  return city.record.units
    .filter(({ areaCode }) => scopeCode.startsWith(areaCode) || (workerId === null && areaCode.startsWith(scopeCode)))
    .sort((a, b) => b.areaCode.length - a.areaCode.length || a.id - b.id)
}

async function readWorker(
  database: Queryable, id: number,
): Promise<Omit<NonNullable<FieldFacts['worker']>, 'onDuty' | 'dutyChangesAt'> | null> {
  const { rows } = await database.query<{
    number: string; name: string; nameEn: string; code: string | null; gridName: string; gridNameEn: string
  }>(
    `select workers.number, workers.name, workers.name_en as "nameEn",
            grids.code, grids.name as "gridName", grids.name_en as "gridNameEn"
       from workers left join grids on grids.id = grid_id where workers.id = $1`,
    [id],
  )
  if (rows[0] === undefined) return null
  const { number, name, nameEn, code, gridName, gridNameEn } = rows[0]
  return { id, number, name, nameEn, grid: code === null ? null : { code, name: gridName, nameEn: gridNameEn } }
}

function kindsOf({ categoryByCode }: CityFacts): FieldFacts['kinds'] {
  return itemsOf(categoryByCode).map(({ code, name, nameEn, parentCode, urgent }) => {
    const group = categoryByCode.get(parentCode ?? '')
    return { code, name, nameEn, groupName: group?.name ?? '', groupNameEn: group?.nameEn ?? '', urgent }
  })
}

/** What I reported lately first, the newest first; then what is frequent around me. */
async function frequentKinds(
  database: Queryable, city: CityFacts, { workerId, scopeCode }: FieldPerson,
): Promise<string[]> {
  const { rows } = await database.query<{ code: string }>(
    `select code from (
       (select category_code as code, 0 as rank, max(id)::float8 as weight
          from (select id, category_code from cases
                 where reporter_worker_id = $1 order by reported_at desc limit 60) as own
         group by category_code order by weight desc limit 4)
       union all
       (select category_code, 1, count(*)
          from (select category_code from cases
                 where area_code like $2 || '%' order by id desc limit ${SAMPLE}) as around
         group by category_code)
     ) as found group by code order by min(rank), max(weight) desc, code limit ${FREQUENT * 2}`,
    [workerId, scopeCode],
  )
  const items = new Set(itemsOf(city.categoryByCode).map(({ code }) => code))
  return rows.map(({ code }) => code).filter((code) => items.has(code)).slice(0, FREQUENT)
}
