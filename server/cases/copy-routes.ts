import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf } from '../auth/identity.ts'
import { type CaseCopy, CopiesQuery, type CopiesPage } from '../contract/api/case-links.ts'
import type { Desk } from '../contract/api/cases.ts'
import { notFound } from '../errors.ts'
import { toCaseSummary } from './case-summary.ts'
import { type CopyRow, countUnread, listCopies, markRead } from './copies-repository.ts'
import { readProvince } from './desks.ts'

const DEFAULT_PAGE = 50

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** What was sent over the heads of desks, for them to read along: 抄送. */
export const copyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/copies',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: CopiesQuery } },
    async ({ query, identity }): Promise<CopiesPage> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const rows = await listCopies(database, query, identity.scopeCode, limit + 1)
      const province = await readProvince(database, app.city.record.code)
      const copies = rows.slice(0, limit).map((row) => copyOf(row, deskNamed(row.copy_desk_code, province)))
      const last = rows.length > limit ? copies[limit - 1] : undefined
      const nextBefore = last === undefined ? null : `${last.readAt === null ? 'unread' : 'read'}:${last.id}`
      return { copies, unread: await countUnread(database, identity.scopeCode), nextBefore }
    },
  )

  app.post(
    '/api/copies/:id/read',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params, identity }, reply): Promise<void> => {
      const isThere = await markRead(database, params.id, identity.scopeCode, actorOf(identity), app.now())
      if (!isThere) throw notFound('copy', params.id)
      return reply.code(204).send()
    },
  )

  function deskNamed(code: string, province: Desk): Desk {
    const area = app.city.areaByCode.get(code)
    return area === undefined ? { ...province, code } : { code, name: area.name, nameEn: area.nameEn }
  }
}

function copyOf(row: CopyRow, desk: Desk): CaseCopy {
  return {
    id: Number(row.copy_id), desk, at: row.copy_at.toISOString(), reason: row.reason,
    readAt: row.read_at?.toISOString() ?? null, readBy: row.read_by, case: toCaseSummary(row),
  }
}
