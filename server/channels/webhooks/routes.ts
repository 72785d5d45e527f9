import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../../auth/audit.ts'
import { actorOf, type Identity } from '../../auth/identity.ts'
import {
  DeliveriesQuery, type DeliveryPage, type NewWebhookReply, WebhookBody, type WebhookRecord,
} from '../../contract/api/channels.ts'
import { badInput, notFound, ReplyError } from '../../errors.ts'
import { readChannelPolicy } from '../channel-policy.ts'
import { checkHookUrl } from './address-guard.ts'
import {
  deleteHook, type HookRow, insertHook, listDeliveries, listHooks, resendDead, updateHook,
} from './hook-repository.ts'

const DEFAULT_PAGE = 100
const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
const DeliveryParams = Type.Object({ id: Type.String({ format: 'uuid' }) })
const ResendBody = Type.Object(
  { webhook: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })) },
  { additionalProperties: false },
)

/** Who is told of what becomes of cases, and what could not be told. */
export const webhookRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const admins = { allow: ['admin'] as const }

  /** What was asked for, with what goes without saying. Throws 400 by the name of the field, 403 out of scope. */
  async function understood(body: WebhookBody, identity: Identity): Promise<HookRow> {
    const { scopeCode = identity.scopeCode, channel = null, withContact = false, enabled = true, ...rest } = body
    if (!scopeCode.startsWith(identity.scopeCode)) {
      throw new ReplyError(403, 'OUT_OF_SCOPE', `Your scope is ${identity.scopeCode}, not ${scopeCode}.`)
    }
    checkHookUrl(body.url, (await readChannelPolicy(database)).privateAddresses)
    const codes = app.city.record.channels.map(({ code }) => code)
    if (channel !== null && !codes.includes(channel)) throw badInput('channel', channel, `one of ${codes.join(', ')}`)
    if (withContact && channel === null) {
      throw badInput('withContact', true, 'a hook of the channel that cases come from: name its channel')
    }
    return { ...rest, scopeCode, channel, withContact, enabled }
  }

  async function hookOf(id: number, identity: Identity): Promise<WebhookRecord> {
    const found = (await listHooks(database, identity.scopeCode)).find((hook) => hook.id === id)
    if (found === undefined) throw notFound('webhook', id)
    return found
  }

  app.get('/api/webhooks', { config: admins }, async ({ identity }): Promise<WebhookRecord[]> =>
    listHooks(database, identity.scopeCode),
  )

  app.post(
    '/api/webhooks',
    { config: admins, schema: { body: WebhookBody } },
    async ({ body, identity }, reply): Promise<NewWebhookReply> => {
      const hook = await understood(body, identity)
      const secret = randomBytes(32).toString('base64url')
      const id = await database.transaction(async (transaction) => {
        const made = await insertHook(transaction, hook, secret)
        await writeAudit(transaction, actorOf(identity), 'add-webhook', `webhook:${made}`, { ...hook })
        return made
      })
      return reply.code(201).send({ webhook: await hookOf(id, identity), secret })
    },
  )

  app.put(
    '/api/webhooks/:id',
    { config: admins, schema: { params: IdParams, body: WebhookBody } },
    async ({ params: { id }, body, identity }): Promise<WebhookRecord> => {
      const hook = await understood(body, identity)
      await database.transaction(async (transaction) => {
        if (!(await updateHook(transaction, id, hook, identity.scopeCode))) throw notFound('webhook', id)
        await writeAudit(transaction, actorOf(identity), 'change-webhook', `webhook:${id}`, { ...hook })
      })
      void app.webhooks.wake()
      return hookOf(id, identity)
    },
  )

  app.delete(
    '/api/webhooks/:id',
    { config: admins, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      await database.transaction(async (transaction) => {
        if (!(await deleteHook(transaction, id, identity.scopeCode))) throw notFound('webhook', id)
        await writeAudit(transaction, actorOf(identity), 'delete-webhook', `webhook:${id}`)
      })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/webhook-deliveries',
    { config: admins, schema: { querystring: DeliveriesQuery } },
    async ({ query, identity }): Promise<DeliveryPage> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const deliveries = await listDeliveries(database, query, limit + 1, identity.scopeCode)
      if (deliveries.length <= limit) return { deliveries, next: null }
      deliveries.pop()
      return { deliveries, next: deliveries.at(-1)!.sequence }
    },
  )

  app.post(
    '/api/webhook-deliveries/:id/resend',
    { config: admins, schema: { params: DeliveryParams } },
    async ({ params: { id }, identity }): Promise<{ resent: number }> => {
      const resent = await resendDead(database, { id }, app.now(), identity.scopeCode)
      if (resent === 0) throw notFound('dead delivery', id)
      void app.webhooks.wake()
      return { resent }
    },
  )

  app.post(
    '/api/webhook-deliveries/resend',
    { config: admins, schema: { body: ResendBody } },
    async ({ body, identity }): Promise<{ resent: number }> => {
      const resent = await resendDead(database, body, app.now(), identity.scopeCode)
      void app.webhooks.wake()
      return { resent }
    },
  )
}
