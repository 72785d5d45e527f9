import { type CaseStatus, isFinished } from '../contract/api/cases.ts'
import { CITIZEN_STEPS, type CitizenCase, type CitizenStep } from '../contract/api/citizen.ts'
import { peopleOf } from '../cases/people-of.ts'
import { publicText } from '../cases/public-text.ts'
import type { Queryable } from '../db/database.ts'
import type { CityFacts } from '../org/city-facts.ts'

/** Steps whose note is meant for the citizen; all other notes stay among those who work here. */
const TOLD: ReadonlySet<CitizenStep> = new Set(['handle', 'reply', 'close', 'reject'])

/** What is read of a case for its reporter. */
export interface CitizenCaseRow {
  id: number
  number: string
  categoryCode: string
  status: CaseStatus
  suspended: boolean
  round: number
  reportedAt: Date
  dueAt: Date
  closedAt: Date | null
  unitId: number | null
  phone: string | null
  /** The names of the persons in it: even its reporter is told none of them. */
  people: string[]
}

const SELECT = `
  select cases.id::float8 as id, number, category_code as "categoryCode", status, suspended_at is not null as suspended,
         round, reported_at as "reportedAt", due_at as "dueAt", closed_at as "closedAt", unit_id as "unitId", phone,
         ${peopleOf('cases')} as people
    from cases left join case_contacts on case_contacts.case_id = cases.id`

/** The case of this number, or null. */
export async function findByNumber(database: Queryable, number: string): Promise<CitizenCaseRow | null> {
  const { rows } = await database.query<CitizenCaseRow>(`${SELECT} where number = $1`, [number])
  return rows[0] ?? null
}

/** The case of this id; it must be there. */
export async function readById(database: Queryable, caseId: number): Promise<CitizenCaseRow> {
  const { rows } = await database.query<CitizenCaseRow>(`${SELECT} where cases.id = $1`, [caseId])
  return rows[0]
}

/** What a case is about and who handles it, in words for a citizen. */
export function citizenNames({ categoryCode, unitId }: CitizenCaseRow, city: CityFacts) {
  const category = city.categoryByCode.get(categoryCode)
  const unit = unitId === null ? undefined : city.unitById.get(unitId)
  return {
    categoryName: category?.name ?? categoryCode,
    categoryNameEn: category?.nameEn ?? categoryCode,
    unit: unit === undefined ? null : { name: unit.name, nameEn: unit.nameEn },
  }
}

/** The case as its reporter sees it. */
export async function readCitizenCase(
  database: Queryable, row: CitizenCaseRow, city: CityFacts, ratingToken: string | null,
): Promise<CitizenCase> {
  const { rows: events } = await database.query<{ kind: CitizenStep; at: Date; round: number; note: string }>(
    'select kind, at, round, note from case_events where case_id = $1 and kind = any($2) order by id',
    [row.id, CITIZEN_STEPS],
  )
  const { number, status, suspended, round, reportedAt, dueAt, closedAt, people } = row
  return {
    number, status, suspended, round, ...citizenNames(row, city),
    reportedAt: reportedAt.toISOString(),
    expectedAt: isFinished(status) ? null : dueAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    steps: events.map(({ kind, at, round, note }) => ({
      kind, at: at.toISOString(), round, note: TOLD.has(kind) ? publicText(note, people) : '',
    })),
    ratingToken,
  }
}
