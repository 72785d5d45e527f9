import type { CaseRecord } from '../contract/api/cases.ts'
import type { AreaRecord } from '../contract/api/city.ts'
import type { Database } from '../db/database.ts'
import { notFound } from '../errors.ts'
import { findCase, findEvents, findOrders, findOwners, listAttachments } from './repository.ts'

/** All that is known of a case in the scope. Throws 404 where there is none. */
export async function readCaseRecord(
  database: Database,
  id: number,
  scopeCode: string,
  areaByCode: ReadonlyMap<string, AreaRecord>,
): Promise<CaseRecord> {
  const found = await findCase(database, id, scopeCode)
  if (found === null) throw notFound('case', id)
  const { summary, gridIds, routingTrail } = found
  const [owners, events, orders, attachments] = await Promise.all([
    findOwners(database, gridIds),
    findEvents(database, id),
    findOrders(database, id),
    listAttachments(database, id),
  ])
  return { ...summary, owners, chain: chainAbove(summary.areaCode, areaByCode), routingTrail, events, orders, attachments }
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
