import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { isItem } from '../cases/category-tree.ts'
import {
  NewOpen311KeyBody, type NewOpen311KeyReply, type Open311Key, Open311Settings, ServiceAttributes,
} from '../contract/api/open311.ts'
import { badInput, notFound, ReplyError } from '../errors.ts'
import { readAttributes, replaceAttributes } from './attribute-repository.ts'
import { disableKey, issueKey, listKeys } from './key-repository.ts'
import { readOpen311Settings, writeOpen311Settings } from './settings.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })
const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 32 }) })

/** Who may report by Open311, what its services ask, and how the city shows itself there. */
export const open311AdminRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const byAdmin = { config: { allow: ['admin'] as const } }
  const ofWholeCity = { ...byAdmin, preHandler: wholeCityOnly(app) }

  app.get('/api/open311-keys', byAdmin, async ({ identity }): Promise<Open311Key[]> =>
    listKeys(database, identity.scopeCode),
  )

  app.post(
    '/api/open311-keys', { ...byAdmin, schema: { body: NewOpen311KeyBody } },
    async ({ body: { label, scopeCode: asked }, identity }, reply): Promise<NewOpen311KeyReply> => {
      const scopeCode = asked ?? identity.scopeCode
      if (!scopeCode.startsWith(identity.scopeCode)) {
        throw new ReplyError(403, 'OUT_OF_SCOPE', `Your scope is ${identity.scopeCode}, not ${scopeCode}.`)
      }
      if (asked !== undefined && !app.city.areaByCode.has(asked)) {
        throw badInput('scopeCode', asked, 'the code of an area')
      }
      const issued = await database.transaction(async (transaction) => {
        const issued = await issueKey(transaction, label, scopeCode, app.now())
        await writeAudit(transaction, actorOf(identity), 'issue-open311-key', `open311-key:${issued.record.id}`, {
          label, scopeCode,
        })
        return issued
      })
      void reply.code(201)
      return issued
    },
  )

  app.delete(
    '/api/open311-keys/:id', { ...byAdmin, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      await database.transaction(async (transaction) => {
        if (!(await disableKey(transaction, id, identity.scopeCode, app.now()))) throw notFound('open311-key', id)
        await writeAudit(transaction, actorOf(identity), 'disable-open311-key', `open311-key:${id}`)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/open311/services/:code/attributes', { ...byAdmin, schema: { params: CodeParams } },
    async ({ params: { code } }): Promise<ServiceAttributes> => {
      checkItem(code)
      return readAttributes(database, code)
    },
  )

  app.put(
    '/api/open311/services/:code/attributes',
    { ...ofWholeCity, schema: { params: CodeParams, body: ServiceAttributes } },
    async ({ params: { code }, body, identity }): Promise<ServiceAttributes> => {
      checkItem(code)
      checkAttributes(body)
      await database.transaction(async (transaction) => {
        await replaceAttributes(transaction, code, body)
        await writeAudit(transaction, actorOf(identity), 'put-open311-attributes', `category:${code}`, {
          codes: body.map((attribute) => attribute.code),
        })
      })
      return body
    },
  )

  app.get('/api/open311/settings', byAdmin, async (): Promise<Open311Settings> =>
    readOpen311Settings(database, app.city),
  )

  app.put(
    '/api/open311/settings', { ...ofWholeCity, schema: { body: Open311Settings } },
    async ({ body, identity }): Promise<Open311Settings> => {
      const known = app.city.record.channels.map(({ code }) => code)
      const unknown = body.channels.find((code) => !known.includes(code))
      if (unknown !== undefined) throw badInput('channels', unknown, `some of ${known.join(', ')}`)
      await database.transaction(async (transaction) => {
        await writeOpen311Settings(transaction, body)
        await writeAudit(transaction, actorOf(identity), 'put-open311-settings', 'open311', body)
      })
      return body
    },
  )

  function checkItem(code: string): void {
    if (!isItem(code, app.city.categoryByCode)) throw notFound('service', code)
  }
}

function checkAttributes(attributes: ServiceAttributes): void {
  const seen = new Set<string>()
  for (const [index, { code, datatype, values, required, variable }] of attributes.entries()) {
    const isList = datatype === 'singlevaluelist' || datatype === 'multivaluelist'
    if (seen.has(code)) throw badInput(`${index}.code`, code, 'a code that no other attribute of the service has')
    if (isList !== values.length > 0) {
      throw badInput(`${index}.values`, values, isList ? 'what can be chosen' : `none, as ${datatype} is no list`)
    }
    if (new Set(values.map(({ key }) => key)).size < values.length) {
      throw badInput(`${index}.values`, values, 'keys that differ')
    }
    if (required && !variable) throw badInput(`${index}.required`, true, 'false where nothing is to be answered')
    seen.add(code)
  }
}
