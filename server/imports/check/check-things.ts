import { STATUS_WORDS } from '../case-status.ts'
import type { Queryable } from '../../db/database.ts'
import { refuseRows } from './refuse-rows.ts'

/** A category of the city or of this import. */
const knownCategory = (code: string) => `(
  exists (select from categories where categories.code = ${code})
  or exists (select from staged_records as category where category.import_id = $1 and category.layer = 'categories'
              and not category.refused and category.code = ${code}))`

/**
 * Finds categories without their parent, devices of unknown kinds, components and cases of unknown categories, and
 * cases whose times or status cannot be. Such rows are refused.
 */
export async function checkThings(database: Queryable, importId: number): Promise<void> {
  await refuseRows(database, importId, {
    where: `layer = 'categories' and parent_code is not null and not ${knownCategory('staged.parent_code')}`,
    kind: 'missing-parent',
    detail: `jsonb_build_object('field', 'parentCode', 'value', parent_code, 'expected', 'the code of a category')`,
  })
  await refuseRows(database, importId, {
    where: `layer = 'devices' and not exists (select from device_kinds where kind = staged.fields ->> 'kind')`,
    kind: 'bad-value',
    detail: `jsonb_build_object('field', 'kind', 'value', fields ->> 'kind',
      'expected', 'one of ' || (select string_agg(kind, ', ' order by kind) from device_kinds))`,
  })
  await refuseRows(database, importId, {
    where: `layer in ('components', 'cases') and (fields ->> 'categoryCode' is null
      or not ${knownCategory("(staged.fields ->> 'categoryCode')")})`,
    kind: 'unknown-category',
    detail: `jsonb_build_object('field', 'categoryCode', 'value', fields ->> 'categoryCode',
      'expected', 'the code of a category')`,
  })
  const time = (field: string) => timeOf(`staged.fields ->> '${field}'`)
  await refuseRows(database, importId, {
    where: `layer = 'cases' and ${time('closedAt')} < ${time('reportedAt')}`,
    kind: 'bad-value',
    detail: `jsonb_build_object('field', 'closedAt', 'value', fields ->> 'closedAt',
      'expected', 'a time after it was reported, ' || (fields ->> 'reportedAt'))`,
  })
  await refuseRows(database, importId, {
    where: `layer = 'cases' and greatest(${time('reportedAt')}, ${time('closedAt')}) > now() + interval '1 day'`,
    kind: 'bad-value',
    detail: `jsonb_build_object('field', 'reportedAt',
      'value', greatest(fields ->> 'reportedAt', fields ->> 'closedAt'),
      'expected', 'a time that is not in the future')`,
  })
  const words = Object.keys(STATUS_WORDS).map((word) => `'${word}'`).join(', ')
  await refuseRows(database, importId, {
    where: `layer = 'cases' and fields ->> 'status' is not null and lower(fields ->> 'status') not in (${words})`,
    kind: 'bad-value',
    detail: `jsonb_build_object('field', 'status', 'value', fields ->> 'status',
      'expected', 'closed, rejected or reported')`,
    refuse: false,
  })
}

/** A time of a file as SQL: one without an offset is the city's. $1 is the import. */
export function timeOf(text: string): string {
  return `(case when ${text} ~ '(Z|[+-][0-9]{2}:?[0-9]{2})$' then (${text})::timestamptz
    else (${text})::timestamp at time zone (select time_zone from imports where id = $1) end)`
}
