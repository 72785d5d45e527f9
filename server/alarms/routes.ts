import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, type Identity } from '../auth/identity.ts'
import { AlarmsQuery, NewAlarmBody, type AlarmSummary } from '../contract/api/alarms.ts'
import type { AlarmChange } from '../contract/live.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, notFound } from '../errors.ts'
import { appendFeed } from '../live/feed/append-feed.ts'
import {
  clearByDevice,
  findDevice,
  listAlarms,
  markAlarm,
  triggerAlarm,
  type AlarmDevice,
  type AlarmMark,
  type AlarmOutcome,
} from './repository.ts'

const DEFAULT_LIST = 500

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Alarms of devices: raised, repeated and cleared by the device; acknowledged and cleared by people. */
export const alarmRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.post(
    '/api/alarms',
    { config: { allow: ['device', 'admin'] }, schema: { body: NewAlarmBody } },
    async ({ body, identity }, reply): Promise<AlarmSummary> => {
      const device = await findDevice(database, body.device, identity.scopeCode)
      if (device === null) throw badInput('device', body.device, 'the key of a device of this city')
      if (body.type !== device.alarmType) {
        throw badInput('type', body.type, `'${device.alarmType}', which devices of kind ${device.kind} raise`)
      }
      if (body.cleared === true) {
        const outcome = await clearAndTell(device, body, identity)
        // a device that reports after its start that all is well says nothing new
        return outcome === null ? reply.code(204).send() : outcome.alarm
      }
      const alarm = await triggerAndTell(device, body)
      return reply.code(alarm.occurrences === 1 ? 201 : 200).send(alarm)
    },
  )

  async function triggerAndTell(device: AlarmDevice, body: NewAlarmBody): Promise<AlarmSummary> {
    const alarm = await database.transaction(async (transaction) => {
      const triggered = await triggerAlarm(transaction, {
        deviceId: device.id,
        type: body.type,
        severity: body.severity ?? device.severity,
        message: body.message ?? device.alarmName,
        value: body.value ?? null,
        unit: body.unit ?? null,
        atMs: timeOf(body),
      })
      await tell(transaction, triggered.occurrences === 1 ? 'raise' : 'repeat', triggered)
      return triggered
    })
    app.feed.committed()
    return alarm
  }

  async function clearAndTell(
    device: AlarmDevice,
    body: NewAlarmBody,
    identity: Identity,
  ): Promise<AlarmOutcome | null> {
    const at = new Date(timeOf(body))
    const outcome = await database.transaction(async (transaction) => {
      const cleared = await clearByDevice(transaction, device.id, body.type, actorOf(identity), at)
      if (cleared?.changed) await tell(transaction, 'clear', cleared.alarm)
      return cleared
    })
    if (outcome?.changed) app.feed.committed()
    return outcome
  }

  app.get(
    '/api/alarms',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { querystring: AlarmsQuery } },
    async ({ query, identity }): Promise<AlarmSummary[]> =>
      listAlarms(database, identity.scopeCode, query.all ?? false, query.limit ?? DEFAULT_LIST),
  )

  const byPeople = { config: { allow: ['admin', 'duty'] as const }, schema: { params: IdParams } }

  app.post('/api/alarms/:id/acknowledge', byPeople, async ({ params, identity }) =>
    markAndTell('acknowledged', params.id, identity),
  )

  app.post('/api/alarms/:id/clear', byPeople, async ({ params, identity }) =>
    markAndTell('cleared', params.id, identity),
  )

  /** Marks once; whoever comes second is given the alarm as it is. */
  async function markAndTell(mark: AlarmMark, id: number, identity: Identity): Promise<AlarmSummary> {
    const outcome = await database.transaction(async (transaction) => {
      const marked = await markAlarm(transaction, mark, id, identity.scopeCode, actorOf(identity), new Date())
      if (marked?.changed) await tell(transaction, mark === 'cleared' ? 'clear' : 'acknowledge', marked.alarm)
      return marked
    })
    if (outcome === null) throw notFound('alarm', id)
    if (outcome.changed) app.feed.committed()
    return outcome.alarm
  }
}

async function tell(transaction: Queryable, change: AlarmChange, alarm: AlarmSummary): Promise<void> {
  await appendFeed(transaction, { topic: 'alarm', change, alarm })
}

/** When it happened. A device whose clock runs ahead is held to ours: its alarm counts, the future does not. */
function timeOf({ at }: NewAlarmBody): number {
  const nowMs = Date.now()
  return at === undefined ? nowMs : Math.min(Date.parse(at), nowMs)
}
