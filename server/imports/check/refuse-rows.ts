import type { FindingKind } from '../../contract/api/boundaries.ts'
import type { Queryable } from '../../db/database.ts'
import { FOUNDATIONS } from './check-codes.ts'

export interface Refusal {
  /** What of `staged` (staged_records) is wrong; $1 is the import. */
  where: string
  kind: FindingKind
  /** The detail, as SQL of type jsonb. */
  detail: string
  /** False: the row is used all the same, and the finding is a warning. */
  refuse?: boolean
}

/** Refuses all rows of a kind in one statement, with a finding each. Rows refused before are left alone. */
export async function refuseRows(
  database: Queryable,
  importId: number,
  { where, kind, detail, refuse = true }: Refusal,
): Promise<void> {
  await database.query(
    `with wrong as materialized (
       select layer, source, row_number, code, shape, ${detail} as detail from staged_records as staged
        where import_id = $1 and not refused and (${where})
     ), refusal as (
       update staged_records as staged set refused = true from wrong
        where $4 and staged.import_id = $1 and staged.source = wrong.source and staged.row_number = wrong.row_number
     )
     insert into findings (import_id, kind, severity, layer, source, row_number, codes, detail, shape)
     select $1, $2, case when $4 and layer = any($3) then 'error' else 'warning' end, layer, source, row_number,
            array_remove(array[code], null),
            detail || case when $4 then jsonb_build_object('leftOut', not layer = any($3)) else '{}' end,
            box2d(shape)::geometry
       from wrong order by source, row_number`,
    [importId, kind, FOUNDATIONS, refuse],
  )
}
