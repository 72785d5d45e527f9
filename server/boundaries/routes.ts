import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import {
  type CaseDifferences, NewDraftBody, SwitchBody, type SwitchResult, type VersionRecord,
} from '../contract/api/boundaries.ts'
import { conflict } from '../errors.ts'
import { compareOwners } from './compare-owners.ts'
import { createDraft, deleteDraft } from './drafts.ts'
import { listVersions, readVersionBefore } from './versions.ts'

const VersionParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

/** Versions of the boundaries: listed, copied, put in force, taken back. For administrators of the whole city. */
export const boundaryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, boundaries } = app
  const config = { allow: ['admin'] as const }
  app.addHook('preHandler', wholeCityOnly(app))

  app.get('/api/boundaries/versions', { config }, (): Promise<VersionRecord[]> => listVersions(database))

  app.post(
    '/api/boundaries/versions',
    { config, schema: { body: NewDraftBody } },
    async ({ body, identity }, reply): Promise<VersionRecord> => {
      const id = await createDraft(database, { ...body, actor: actorOf(identity) })
      const [draft] = await listVersions(database, id)
      return reply.code(201).send(draft)
    },
  )

  app.delete(
    '/api/boundaries/versions/:id',
    { config, schema: { params: VersionParams } },
    async ({ params, identity }, reply) => {
      await deleteDraft(database, params.id, actorOf(identity))
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/boundaries/switch',
    { config, schema: { body: SwitchBody } },
    ({ body, identity }): Promise<SwitchResult> =>
      boundaries.switchTo({ versionId: body.versionId, actor: actorOf(identity) }),
  )

  app.post('/api/boundaries/rollback', { config }, async ({ identity }): Promise<SwitchResult> => {
    const versionId = await readVersionBefore(database)
    if (versionId === null) throw conflict('NO_PREVIOUS', 'No version was in force before this one.')
    return boundaries.switchTo({ versionId, actor: actorOf(identity) })
  })

  app.get(
    '/api/boundaries/versions/:id/case-differences',
    { config, schema: { params: VersionParams } },
    async ({ params: { id } }): Promise<CaseDifferences> => {
      const current = app.grids.current()
      const index = id === current.versionId ? current : (await boundaries.candidate.of(id)).index
      return compareOwners(database, index, id)
    },
  )
}
