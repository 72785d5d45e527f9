import type { Queryable } from '../db/database.ts'
import { applyBase } from './apply/apply-base.ts'
import { applyCases } from './apply/apply-cases.ts'
import { applyCategories, applyUnits } from './apply/apply-catalogue.ts'
import { applyCameras, applyComponents, applyDevices } from './apply/apply-things.ts'
import { applyWorkers } from './apply/apply-workers.ts'

/**
 * Applies everything of an import but its boundaries, in the transaction that puts those in force: units, categories,
 * workers, cameras, devices, components, the ground and the history of cases. What an import brings is added, or
 * changes what has the same code; a layer of the ground is replaced. To be called when the version of its grids is in
 * force and table areas follows it. The staged rows are gone afterwards.
 */
export async function applyImport(transaction: Queryable, importId: number): Promise<void> {
  const { rows } = await transaction.query<{ id: number }>(`select id from grid_versions where state = 'in-force'`)
  const versionId = rows[0].id
  await applyUnits(transaction, importId, versionId)
  await applyCategories(transaction, importId)
  await applyWorkers(transaction, importId, versionId)
  await applyCameras(transaction, importId)
  await applyDevices(transaction, importId)
  await applyComponents(transaction, importId)
  await applyBase(transaction, importId)
  await applyCases(transaction, importId, versionId)
  for (const table of ['staged_records', 'staged_areas', 'staged_area_pieces']) {
    await transaction.query(`delete from ${table} where import_id = $1`, [importId])
  }
}
