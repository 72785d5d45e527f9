import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope, type Identity } from '../auth/identity.ts'
import {
  DevicePatch, DevicesQuery, NewDeviceBody, ReadingsQuery,
  type DevicePage, type DeviceRecord, type ReadingColumns,
} from '../contract/api/sensors.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { locate } from '../grids/locate.ts'
import {
  deleteDevice, findDevice, insertDevice, listDevices, updateDevice, type DeviceFields,
} from './device-repository.ts'
import { describeDevice } from './describe-device.ts'
import { readReadings } from './readings.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })
const LONGEST_MS = 31 * 86_400_000

/** The registry of devices: who they are, how they are, what they measured. */
export const deviceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const byPeople = { config: { allow: ['admin', 'duty', 'leader'] as const } }
  const byAdmins = { config: { allow: ['admin'] as const } }

  async function recordOf(id: number, { scopeCode }: Identity): Promise<DeviceRecord> {
    const found = await findDevice(database, id, scopeCode)
    if (found === null) throw notFound('device', id)
    return describeDevice(found, app.sensors.registry().definitionOfKind.get(found.entry.kind))
  }

  function checkKind(kind: string): void {
    const kinds = app.city.record.deviceKinds.map((known) => known.kind)
    if (!kinds.includes(kind)) throw badInput('kind', kind, `one of ${kinds.join(', ')}`)
  }

  /** The smallest area that a place lies in, which must be in the scope. */
  function areaOf(lng: number, lat: number, identity: Identity): string {
    const { code } = locate(app.grids.current(), lng, lat).chain[0]
    if (!inScope(identity, code)) throw badInput('lng', `${lng}, ${lat}`, `a place in area ${identity.scopeCode}`)
    return code
  }

  app.get(
    '/api/devices/list',
    { ...byPeople, schema: { querystring: DevicesQuery } },
    async ({ query, identity }): Promise<DevicePage> => listDevices(database, query, identity.scopeCode),
  )

  app.get(
    '/api/devices/:id',
    { ...byPeople, schema: { params: IdParams } },
    async ({ params, identity }): Promise<DeviceRecord> => recordOf(params.id, identity),
  )

  app.get(
    '/api/devices/:id/readings',
    { ...byPeople, schema: { params: IdParams, querystring: ReadingsQuery } },
    async ({ params, query: { measure, from, to }, identity }): Promise<ReadingColumns> => {
      const { measures } = await recordOf(params.id, identity)
      const known = measures.find(({ name }) => name === measure)
      if (known === undefined) {
        throw badInput('measure', measure, `one of ${measures.map(({ name }) => name).join(', ') || 'none'}`)
      }
      const lastedMs = Date.parse(to) - Date.parse(from)
      if (!(lastedMs > 0)) throw badInput('to', to, `a time after ${from}`)
      if (lastedMs > LONGEST_MS) throw badInput('to', to, `at most 31 days after ${from}`)
      return { measure, unit: known.unit, ...(await readReadings(database, params.id, measure, Date.parse(from), Date.parse(to))) }
    },
  )

  app.post(
    '/api/devices',
    { ...byAdmins, schema: { body: NewDeviceBody } },
    async ({ body, identity }, reply): Promise<DeviceRecord> => {
      checkKind(body.kind)
      const areaCode = areaOf(body.lng, body.lat, identity)
      const id = await database.transaction(async (transaction) => {
        const inserted = await insertDevice(transaction, { nameEn: body.name, ...body, areaCode, retired: false })
        if (inserted === null) throw keyTaken(body.key)
        await writeAudit(transaction, actorOf(identity), 'add-device', body.key, body)
        return inserted
      })
      await app.sensors.reload()
      return reply.code(201).send(await recordOf(id, identity))
    },
  )

  app.patch(
    '/api/devices/:id',
    { ...byAdmins, schema: { params: IdParams, body: DevicePatch } },
    async ({ params: { id }, body, identity }): Promise<DeviceRecord> => {
      if (body.kind !== undefined) checkKind(body.kind)
      if ((body.lng === undefined) !== (body.lat === undefined)) {
        throw badInput(body.lng === undefined ? 'lng' : 'lat', undefined, 'both numbers of a place, or none')
      }
      await database.transaction(async (transaction) => {
        const found = await findDevice(transaction, id, identity.scopeCode)
        if (found === null) throw notFound('device', id)
        const fields: DeviceFields = { ...found.entry, ...body }
        if (body.lng !== undefined) fields.areaCode = areaOf(fields.lng, fields.lat, identity)
        if (!(await updateDevice(transaction, id, fields))) throw keyTaken(fields.key)
        await writeAudit(transaction, actorOf(identity), 'change-device', found.entry.key, body)
      })
      await app.sensors.reload()
      return recordOf(id, identity)
    },
  )

  app.delete('/api/devices/:id', { ...byAdmins, schema: { params: IdParams } }, async ({ params, identity }, reply) => {
    await database.transaction(async (transaction) => {
      const found = await findDevice(transaction, params.id, identity.scopeCode)
      if (found === null) throw notFound('device', params.id)
      if (!(await deleteDevice(transaction, params.id))) {
        throw conflict('DEVICE_HAS_ALARMS', 'Alarms are kept of this device. Retire it instead: PATCH {"retired": true}.')
      }
      await writeAudit(transaction, actorOf(identity), 'delete-device', found.entry.key)
    })
    await app.sensors.reload()
    return reply.code(204).send()
  })
}

function keyTaken(key: string): Error {
  return conflict('DEVICE_KEY_TAKEN', `There is another device with the key ${key}.`)
}
