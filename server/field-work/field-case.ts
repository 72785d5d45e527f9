import type { FastifyInstance } from 'fastify'
import type { Identity } from '../auth/identity.ts'
import { hasPart } from '../cases/case-part.ts'
import { readCaseRecord } from '../cases/case-record.ts'
import type { FieldCase } from '../contract/api/field-work.ts'
import type { Queryable } from '../db/database.ts'
import { caseWords } from './case-words.ts'
import { type FieldPerson, isInField } from './field-person.ts'

/** A case as a phone needs it. Throws 404 where it is none of the asker's. */
export async function readFieldCase(
  app: Pick<FastifyInstance, 'database' | 'city' | 'cases'>, id: number, identity: Identity,
): Promise<FieldCase> {
  const { openSteps, ...record } = await readCaseRecord(app, id, identity)
  const { unitById } = app.city
  const named = new Set([record.unitId, ...record.assistUnitIds, ...record.orders.map(({ unitId }) => unitId)])
  return {
    ...record,
    openSteps: openSteps.filter(({ mine }) => mine),
    words: caseWords(app.city, record.categoryCode, record.areaCode),
    units: [...named].flatMap((unitId) => {
      const unit = unitId === null ? undefined : unitById.get(unitId)
      return unit === undefined ? [] : [{ id: unit.id, name: unit.name, nameEn: unit.nameEn }]
    }),
  }
}

/** Whether a person may see a case: a desk those of its area, a unit or a worker those that they have a part in. */
export async function seesCase(database: Queryable, caseId: number, person: FieldPerson): Promise<boolean> {
  if (isInField(person)) {
    return hasPart(database, caseId, { unitId: person.unitId ?? undefined, workerId: person.workerId ?? undefined })
  }
  const { rowCount } = await database.query(
    `select 1 from cases where id = $1 and area_code like $2 || '%'`, [caseId, person.scopeCode],
  )
  return rowCount === 1
}
