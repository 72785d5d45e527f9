import { type LeadInput, leadOf } from '../cases/route-case.ts'
import type { CaseDifferences } from '../contract/api/boundaries.ts'
import type { GridLayer } from '../contract/api/grids.ts'
import type { Queryable } from '../db/database.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import { locate } from '../grids/locate.ts'

/** Cases read and located at a time: a few milliseconds for which nothing else runs. */
const LOT = 500

/** Differences that are told one by one. */
const MOST_TOLD = 500

interface OpenCase {
  id: number
  number: string
  lng: number
  lat: number
  category: string
  /** The grid that owns it; null for the desk of a district. */
  layer: GridLayer | null
  code: string
  name: string
  nameEn: string
}

type Named = { code: string; name: string; nameEn: string } | null

/**
 * The open cases whose owner, were they reported now and `index` in use, would be a grid of another layer or code
 * than the one they have. `index` is of version `versionId`.
 */
export async function compareOwners(
  database: Queryable,
  index: GridIndex,
  versionId: number,
): Promise<CaseDifferences> {
  const ownerAt = await ownersBy(database, index)
  const result: CaseDifferences = { versionId, openCases: 0, count: 0, cases: [] }
  for (let lot = await readOpenCases(database, 0); lot.length > 0;) {
    result.openCases += lot.length
    for (const open of lot) {
      const owner = ownerAt(open)
      if (owner === null ? open.layer === null : owner.layer === open.layer && owner.code === open.code) continue
      result.count++
      if (result.cases.length === MOST_TOLD) continue
      const { id, number, lng, lat } = open
      result.cases.push({ id, number, lng, lat, from: open.layer === null ? null : named(open), to: named(owner) })
    }
    lot = await readOpenCases(database, lot.at(-1)!.id)
  }
  return result
}

/** Who would own a case by the index, as routeCase decides it. */
async function ownersBy(database: Queryable, index: GridIndex) {
  const categories = await database.query<LeadInput['category'] & { code: string }>(
    'select code, layer, unit_kind as "unitKind" from categories',
  )
  const units = await database.query<{ id: number; kind: string }>('select id, kind from units')
  const categoryByCode = new Map(categories.rows.map((category) => [category.code, category]))
  const unitById = new Map(units.rows.map((unit) => [unit.id, unit]))
  return ({ lng, lat, category }: OpenCase) => {
    const lead = leadOf({ location: locate(index, lng, lat), category: categoryByCode.get(category)!, unitById })
    return lead.type === 'none' ? null : lead.grid
  }
}

async function readOpenCases(database: Queryable, after: number): Promise<OpenCase[]> {
  const { rows } = await database.query<Omit<OpenCase, 'id'> & { id: string }>(
    `select cases.id, number, st_x(point) as lng, st_y(point) as lat, category_code as category,
            owner.layer, owner.code, owner.name, owner.name_en as "nameEn"
       from cases left join grids as owner on owner.id = owner_grid_id
      where cases.id > $1 and status not in ('closed', 'archived', 'rejected', 'merged') order by cases.id limit ${LOT}`,
    [after],
  )
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

function named(grid: Named): Named {
  return grid && { code: grid.code, name: grid.name, nameEn: grid.nameEn }
}
