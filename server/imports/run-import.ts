import { openSource, type Source } from '../../geodata/import/source.ts'
import { SourceError } from '../../geodata/import/source-error.ts'
import { checkVersion } from '../boundaries/quality/check-version.ts'
import { GRID_LAYERS } from '../contract/api/grids.ts'
import type { ImportLayer, SourceOptions } from '../contract/api/imports.ts'
import type { Database } from '../db/database.ts'
import { conflict } from '../errors.ts'
import { readCitySetting } from '../org/city-facts.ts'
import { cutAreas } from './check/area-pieces.ts'
import { checkCodes, checkDeviceKeys } from './check/check-codes.ts'
import { checkPeople, otherCity } from './check/check-people.ts'
import { checkThings } from './check/check-things.ts'
import { placeAreas, takeAreasInForce } from './check/place-areas.ts'
import { placeGrids } from './check/place-grids.ts'
import { placePoints, POINT_LAYERS } from './check/place-points.ts'
import { repairShapes } from './check/repair-shapes.ts'
import { dropPrepared, failAbandoned } from './discard-import.ts'
import { BOUNDARY_LAYERS, buildDraft } from './draft/build-draft.ts'
import { ensureDeviceKinds, stageCatalogue, stageUnits } from './draft/found-city.ts'
import { summarise } from './draft/summarise.ts'
import { holdImportLock } from './import-lock.ts'
import type { KeptSource } from './import-repository.ts'
import { progressOf, type ImportProgress } from './progress.ts'
import { stageSource } from './stage-source.ts'

export interface ImportSource {
  path: string
  /** What whoever imports it calls it; its ending says what it is. */
  file: string
  options: SourceOptions
  /** The upload that it came by. */
  uploadId?: string
}

export interface ImportOrder {
  sources: readonly ImportSource[]
  actor: string
  /** Whose days and hours the files mean where they name no zone. */
  timeZone: string
  onProgress?: (progress: ImportProgress) => void
  /** Ends the import as interrupted. */
  signal?: AbortSignal
}

export interface RunningImport {
  importId: number
  /** Resolves when the import is 'ready' or 'failed'; its row says which and why. Never rejects. */
  finished: Promise<void>
}

/** Something about the files as a whole that keeps an import from being made; the message is for who imports them. */
class ImportFailure extends Error {}

/**
 * Reads files into an import and checks them; nothing of the city changes until it is applied. Returns its id when it
 * is 'ready', perhaps with findings that are errors, or 'failed'. Throws as `startImport` does.
 */
export async function runImport(database: Database, order: ImportOrder): Promise<number> {
  const { importId, finished } = await startImport(database, order)
  await finished
  return importId
}

/**
 * Opens the files and begins to read them. Throws SourceError that names the file where one cannot be read or lacks a
 * required field, and 409 IMPORT_RUNNING while another import is being read.
 */
export async function startImport(database: Database, order: ImportOrder): Promise<RunningImport> {
  const release = await holdImportLock(database)
  if (release === null) {
    throw conflict('IMPORT_RUNNING', 'Another import is being read: wait until it is ready, then try again.')
  }
  const opened: Source[] = []
  const close = async (): Promise<void> => {
    await Promise.allSettled(opened.map((source) => source.close()))
    await release()
  }
  try {
    await failAbandoned(database)
    for (const source of order.sources) opened.push(await openOne(source))
    const kept = opened.map((source, k) => keptSource(source, order.sources[k]!))
    const { rows } = await database.query<{ id: number }>(
      `insert into imports (created_by, state, sources, time_zone) values ($1, 'reading', $2::jsonb, $3) returning id`,
      [order.actor, JSON.stringify(kept), order.timeZone],
    )
    const importId = rows[0].id
    const finished = work(database, importId, order, opened, kept)
      .catch((error: unknown) => fail(database, importId, error))
      .finally(close)
    // A database that is gone takes the import along: it is found as interrupted at the next start.
    finished.catch(() => {})
    return { importId, finished: finished.catch(() => {}) }
  } catch (error) {
    await close()
    throw error
  }
}

async function openOne({ path, file, options }: ImportSource): Promise<Source> {
  try {
    const source = await openSource(path, options, file)
    if (source.missing.length === 0) return source
    await source.close()
    throw new SourceError(
      `no column of layer ${options.layer} was found for: ${source.missing.join(', ')}`,
      `The file has ${source.headers.join(', ') || 'no columns'}; say which one it is`,
    )
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    throw new SourceError(`${file}: ${error.message}`, error.hint, { cause: error })
  }
}

function keptSource(source: Source, { file, options, uploadId }: ImportSource): KeptSource {
  const { format, headers, mapping, datum, bytes } = source
  return { file, bytes, options, format, headers, mapping, datum, rows: 0, refusedRows: 0, uploadId }
}

async function work(
  database: Database,
  importId: number,
  order: ImportOrder,
  sources: readonly Source[],
  kept: readonly KeptSource[],
): Promise<void> {
  const progress = progressOf(database, importId, order.onProgress)
  const totalBytes = sources.reduce((sum, { bytes }) => sum + bytes, 0)
  let bytesBefore = 0
  for (const [index, source] of sources.entries()) {
    const onBatch = async (): Promise<void> => {
      order.signal?.throwIfAborted()
      await progress.report('reading', Math.min(totalBytes, bytesBefore + source.bytesRead()), totalBytes)
    }
    const { options } = kept[index]!
    const counts = await stageSource({ database, importId, index, source, options, onBatch })
    Object.assign(kept[index]!, counts)
    await database.query('update imports set sources = $2::jsonb where id = $1', [importId, JSON.stringify(kept)])
    if (counts.rows === counts.refusedRows) throw new ImportFailure(`${kept[index]!.file}: no row of it can be used`)
    bytesBefore += source.bytes
  }
  await database.query(`update imports set state = 'checking' where id = $1`, [importId])
  // The planner knows nothing of so many new rows until it is told.
  await database.query('analyze staged_records')
  await check(database, importId, order, kept.map(({ options }) => options), async (done, total) => {
    order.signal?.throwIfAborted()
    await progress.report('checking', done, total)
  })
  await database.query(`update imports set state = 'ready' where id = $1`, [importId])
}

/** The part of all that is done after the reading that the check of the boundaries gets of the progress. */
const QUALITY_STEPS = 10

async function check(
  database: Database,
  importId: number,
  { actor }: ImportOrder,
  options: readonly SourceOptions[],
  report: (done: number, total: number) => Promise<void>,
): Promise<void> {
  const brought = new Set(options.map(({ layer }) => layer))
  const has = (...layers: readonly ImportLayer[]): boolean => layers.some((layer) => brought.has(layer))
  const bringsBoundaries = has(...BOUNDARY_LAYERS)
  let versionId: number | null = null

  const steps: (() => Promise<unknown>)[] = [
    () => ensureDeviceKinds(database, brought),
    () => repairShapes(database, importId, options.map(({ repair }) => repair ?? false)),
    () => checkCodes(database, importId),
    () => checkDeviceKeys(database, importId),
    async () => {
      await placeCity(database, importId, options, has('areas'))
      await database.query('analyze staged_areas')
    },
    async () => {
      if (has(...GRID_LAYERS, ...POINT_LAYERS)) await cutAreas(database, importId, has('areas'))
    },
    async () => {
      for (const layer of GRID_LAYERS) await placeGrids(database, importId, layer, options)
    },
    () => placePoints(database, importId),
    () => stageCatalogue(database, importId, brought),
    () => stageUnits(database, importId, brought),
    async () => {
      if (!bringsBoundaries) return
      versionId = await buildDraft(database, importId, brought, { note: noteOf(importId, brought), actor })
      await database.query('analyze version_areas, grids')
    },
    () => checkPeople(database, importId),
    () => checkThings(database, importId),
  ]
  const total = steps.length + QUALITY_STEPS + 1
  for (const [done, step] of steps.entries()) {
    await report(done, total)
    await step()
  }
  if (versionId !== null) {
    let latest = Promise.resolve()
    await checkVersion(database, versionId, {
      onProgress: (done, of) => {
        const reached = steps.length + (QUALITY_STEPS * done) / Math.max(of, 1)
        latest = latest.then(() => report(reached, total)).catch(() => {})
      },
    })
    await latest
  }
  await report(total - 1, total)
  const founded = await foundedLayers(database, importId)
  const summary = await summarise(database, importId, new Set([...brought, ...founded]))
  await database.query('update imports set summary = $2::jsonb where id = $1', [importId, JSON.stringify(summary)])
  await report(total, total)
}

/** Finds the city that the rows belong to, and places the areas in it. */
async function placeCity(
  database: Database,
  importId: number,
  options: readonly SourceOptions[],
  bringsAreas: boolean,
): Promise<void> {
  const there = await readCitySetting(database)
  if (!bringsAreas) {
    if (there === undefined) {
      throw new ImportFailure('The database holds no city yet: the first import has to bring areas and community grids')
    }
    await takeAreasInForce(database, importId)
    return
  }
  const cityCode = await placeAreas(database, importId, options)
  if (cityCode === null) throw new ImportFailure('No area can be the city: see the findings of layer areas')
  const refusal = otherCity(cityCode, there)
  if (refusal !== null) throw new ImportFailure(refusal)
  if (there === undefined && !options.some(({ layer }) => layer === 'community')) {
    throw new ImportFailure('A first import has to bring community grids as well: without them no point has an owner')
  }
}

/** Layers that the city is founded with though no file brings them. */
async function foundedLayers(database: Database, importId: number): Promise<ImportLayer[]> {
  const { rows } = await database.query<{ layer: ImportLayer }>(
    'select distinct layer from staged_records where import_id = $1 and source < 0',
    [importId],
  )
  return rows.map(({ layer }) => layer)
}

function noteOf(importId: number, brought: ReadonlySet<ImportLayer>): string {
  return `import ${importId}: ${[...brought].filter((layer) => BOUNDARY_LAYERS.includes(layer)).join(', ')}`
}

/** Keeps why an import failed and its findings, and drops the rest of it. */
async function fail(database: Database, importId: number, error: unknown): Promise<void> {
  const known = error instanceof ImportFailure || error instanceof SourceError || error instanceof RangeError
  const message = (error as Error).name === 'AbortError' ? 'interrupted' : (error as Error).message
  if (!known && message !== 'interrupted') console.error(error)
  await database.transaction(async (transaction) => {
    await dropPrepared(transaction, importId)
    await transaction.query(`update imports set state = 'failed', failure = $2 where id = $1`, [importId, message])
  })
}
