import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { SourceError } from '../../geodata/import/source-error.ts'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import type { SwitchResult } from '../contract/api/boundaries.ts'
import {
  NewImportBody, PreviewBody, type ImportRecord, type SourcePreview,
} from '../contract/api/imports.ts'
import { notFound, ReplyError } from '../errors.ts'
import { discardImport, failInterrupted } from './discard-import.ts'
import { findImport, listImports, uploadsOf } from './import-repository.ts'
import { previewSource } from './preview-source.ts'
import { type RunningImport, startImport } from './run-import.ts'
import { uploadRoutes } from './upload-routes.ts'
import { uploadsIn } from './uploads.ts'

const SWEEP_EVERY_MS = 3_600_000

const ImportParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

/** Files are sent, looked at, read into an import, applied or discarded. For administrators of the whole city. */
export const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const config = { allow: ['admin'] as const }
  const uploads = uploadsIn(join(app.config.dataDir, 'uploads'))
  let running: { import: RunningImport; abort: AbortController } | undefined
  app.addHook('preHandler', wholeCityOnly(app))

  await failInterrupted(database)
  await uploads.sweep(Date.now())
  const sweeping = setInterval(() => void uploads.sweep(Date.now()), SWEEP_EVERY_MS).unref()
  app.addHook('onClose', async () => {
    clearInterval(sweeping)
    running?.abort.abort()
    await running?.import.finished
  })

  await app.register(uploadRoutes, { uploads })

  app.post(
    '/api/imports/preview',
    { config, schema: { body: PreviewBody } },
    async ({ body }): Promise<SourcePreview> => {
      const { path, file } = await uploads.find(body.uploadId)
      return previewSource(path, file, body.options).catch(tellSourceError)
    },
  )

  app.post(
    '/api/imports',
    { config, schema: { body: NewImportBody } },
    async ({ body, identity }, reply): Promise<ImportRecord> => {
      const sources = await Promise.all(body.sources.map(async ({ uploadId, options }) => {
        const { path, file } = await uploads.find(uploadId)
        return { path, file, options, uploadId }
      }))
      const abort = new AbortController()
      const { timeZone } = app.config
      const actor = actorOf(identity)
      const order = { sources, actor, timeZone, signal: abort.signal }
      const started = await startImport(database, order).catch(tellSourceError)
      running = { import: started, abort }
      const files = sources.map(({ file, options }) => `${options.layer}=${file}`)
      await writeAudit(database, actor, 'read-import', `import:${started.importId}`, { files })
      return reply.code(201).send(await recordOf(started.importId))
    },
  )

  app.get('/api/imports', { config }, (): Promise<ImportRecord[]> => listImports(database))

  app.get('/api/imports/:id', { config, schema: { params: ImportParams } }, ({ params }) => recordOf(params.id))

  app.post(
    '/api/imports/:id/apply',
    { config, schema: { params: ImportParams } },
    async ({ params: { id }, identity }): Promise<SwitchResult> => {
      const { versionId } = await recordOf(id)
      const order = { importId: id, versionId: versionId ?? undefined, actor: actorOf(identity) }
      const result = await app.boundaries.switchTo(order)
      await uploads.remove(await uploadsOf(database, id))
      return result
    },
  )

  app.post(
    '/api/imports/:id/discard',
    { config, schema: { params: ImportParams } },
    async ({ params: { id }, identity }): Promise<ImportRecord> => {
      await discardImport(database, id)
      await uploads.remove(await uploadsOf(database, id))
      await writeAudit(database, actorOf(identity), 'discard-import', `import:${id}`)
      return recordOf(id)
    },
  )

  async function recordOf(id: number): Promise<ImportRecord> {
    const record = await findImport(database, id)
    if (record === null) throw notFound('import', id)
    return record
  }
}

/** A file that cannot be read is an input like any other. */
function tellSourceError(error: unknown): never {
  if (!(error instanceof SourceError)) throw error
  throw new ReplyError(400, 'BAD_FILE', `${error.message}. ${error.hint}.`)
}
