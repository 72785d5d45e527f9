import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { isItem } from '../cases/category-tree.ts'
import {
  DeviceKindBody, NewDeviceKindBody, TryPayloadBody,
  type DeviceKindEntry, type SensorDefinition, type TryPayloadReply,
} from '../contract/api/sensors.ts'
import { conflict, notFound } from '../errors.ts'
import { readCityFacts } from '../org/city-facts.ts'
import { createCityTime } from '../org/city-time.ts'
import { compileDefinition, type CompiledDefinition } from './compile-definition.ts'
import { insertKind, listKinds, updateKind } from './kind-repository.ts'
import { tryPayload } from './try-payload.ts'

const KindParams = Type.Object({ kind: Type.String({ minLength: 1, maxLength: 32 }) })

/** Kinds of devices, what their payloads mean and what alarms they raise. They are the whole city's. */
export const deviceKindRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const cityTime = createCityTime(app.config.timeZone)
  const byAdmins = { config: { allow: ['admin'] as const }, preHandler: wholeCityOnly(app) }

  function compile(definition: SensorDefinition): CompiledDefinition {
    const { categoryByCode } = app.city
    return compileDefinition(definition, (code) => isItem(code, categoryByCode))
  }

  async function kindOf(kind: string): Promise<DeviceKindEntry> {
    const found = (await listKinds(database)).find((entry) => entry.kind === kind)
    if (found === undefined) throw notFound('device kind', kind)
    return found
  }

  /** Makes this process use what was written, and answers it. */
  async function inUse(kind: string): Promise<DeviceKindEntry> {
    const kinds = await listKinds(database)
    const { deviceKinds } = (await readCityFacts(database, app.config.timeZone)).record
    app.replaceCity({ ...app.city, record: { ...app.city.record, deviceKinds } })
    await app.sensors.reload()
    return kinds.find((entry) => entry.kind === kind)!
  }

  app.get(
    '/api/device-kinds',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<DeviceKindEntry[]> => listKinds(database),
  )

  app.get(
    '/api/device-kinds/:kind',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: KindParams } },
    async ({ params }): Promise<DeviceKindEntry> => kindOf(params.kind),
  )

  app.post(
    '/api/device-kinds',
    { ...byAdmins, schema: { body: NewDeviceKindBody } },
    async ({ body: { kind, ...body }, identity }, reply): Promise<DeviceKindEntry> => {
      compile(body.definition)
      await database.transaction(async (transaction) => {
        const inserted = await insertKind(transaction, kind, body)
        if (!inserted) throw conflict('KIND_EXISTS', `There is a device kind ${kind} already; PUT changes it.`)
        await writeAudit(transaction, actorOf(identity), 'add-device-kind', kind, body)
      })
      return reply.code(201).send(await inUse(kind))
    },
  )

  app.put(
    '/api/device-kinds/:kind',
    { ...byAdmins, schema: { params: KindParams, body: DeviceKindBody } },
    async ({ params: { kind }, body, identity }): Promise<DeviceKindEntry> => {
      compile(body.definition)
      await database.transaction(async (transaction) => {
        if (!(await updateKind(transaction, kind, body))) throw notFound('device kind', kind)
        await writeAudit(transaction, actorOf(identity), 'change-device-kind', kind, body)
      })
      return inUse(kind)
    },
  )

  app.post(
    '/api/device-kinds/:kind/try',
    { config: { allow: ['admin'] }, schema: { params: KindParams, body: TryPayloadBody } },
    async ({ params, body: { payload, definition } }): Promise<TryPayloadReply> => {
      const compiled = compile(definition ?? (await kindOf(params.kind)).definition)
      const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload))
      return tryPayload(bytes, compiled, Date.now(), cityTime)
    },
  )
}
