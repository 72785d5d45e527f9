import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, type Identity } from '../auth/identity.ts'
import {
  AlarmCommentBody,
  AlarmsQuery,
  BulkAlarmsBody,
  NewAlarmBody,
  type AlarmEvent,
  type AlarmSummary,
  type BulkAlarmsReply,
} from '../contract/api/alarms.ts'
import type { CaseRule } from '../contract/api/sensors.ts'
import { badInput, notFound } from '../errors.ts'
import { markAlarms, type AlarmMark } from './mark-alarms.ts'
import { confirmAlarm, refuseAlarm } from './confirm-alarm.ts'
import { findAlarms, findDevice, findLatest, listAlarms, listEvents, type AlarmDevice } from './repository.ts'

const DEFAULT_LIST = 500

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Alarms as devices give them by themselves and as people deal with them; every change is told as it commits. */
export const alarmRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, alarms } = app

  app.post(
    '/api/alarms',
    { config: { allow: ['device', 'admin'] }, schema: { body: NewAlarmBody } },
    async ({ body, identity }, reply): Promise<AlarmSummary> => {
      const device = await findDevice(database, body.device, identity.scopeCode)
      if (device === null) throw badInput('device', body.device, 'the key of a device of this city that is in use')
      const kind = kindOfAlarm(device, body.type)
      const raised = body.cleared !== true
      const signal = {
        source: { type: 'device', id: device.id } as const,
        type: body.type,
        severity: body.severity ?? kind.severity,
        message: body.message ?? kind.name,
        value: body.value ?? null,
        unit: body.unit ?? null,
        atMs: body.at === undefined ? Date.now() : Date.parse(body.at),
        raised,
        ...(kind.case === undefined ? {} : { case: kind.case }),
      }
      const [changed] = await alarms.signal([signal], actorOf(identity))
      const alarm = changed ?? (await findLatest(database, device.id, body.type))
      // a device that reports after its start that all is well says nothing new
      if (alarm === null) return reply.code(204).send()
      return reply.code(raised && alarm.occurrences === 1 ? 201 : 200).send(alarm)
    },
  )

  const forLookers = { allow: ['admin', 'duty', 'leader', 'wall'] as const }
  const forPeople = { allow: ['admin', 'duty'] as const }

  app.get(
    '/api/alarms',
    { config: forLookers, schema: { querystring: AlarmsQuery } },
    async ({ query, identity }): Promise<AlarmSummary[]> =>
      listAlarms(database, identity.scopeCode, query.all ?? false, query.limit ?? DEFAULT_LIST),
  )

  app.get(
    '/api/alarms/:id/events',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<AlarmEvent[]> => {
      const [alarm] = await findAlarms(database, [params.id], identity.scopeCode)
      if (alarm === undefined) throw notFound('alarm', params.id)
      return listEvents(database, params.id)
    },
  )

  app.post(
    '/api/alarms/:id/comments',
    { config: forPeople, schema: { params: IdParams, body: AlarmCommentBody } },
    async ({ params, body, identity }, reply): Promise<AlarmEvent> => {
      const note = body.text.trim()
      if (note === '') throw badInput('text', body.text, 'a comment with a letter in it')
      const line = await alarms.change(actorOf(identity), async (transaction, news) => {
        const [alarm] = await findAlarms(transaction, [params.id], identity.scopeCode)
        if (alarm === undefined) throw notFound('alarm', params.id)
        news.log(alarm.id, 'comment', note)
        news.tell('comment', alarm)
        return { at: news.at.toISOString(), kind: 'comment', actor: news.actor, note } as const
      })
      return reply.code(201).send(line)
    },
  )

  for (const [path, mark] of [['acknowledge', 'acknowledged'], ['clear', 'cleared']] as const) {
    app.post(
      `/api/alarms/:id/${path}`,
      { config: forPeople, schema: { params: IdParams } },
      async ({ params, identity }): Promise<AlarmSummary> => {
        const { changed, unchanged } = await markAll(mark, [params.id], identity)
        const alarm = changed[0] ?? unchanged[0]
        if (alarm === undefined) throw notFound('alarm', params.id)
        return alarm
      },
    )
    app.post(
      `/api/alarms/${path}`,
      { config: forPeople, schema: { body: BulkAlarmsBody } },
      async ({ body: { ids }, identity }): Promise<BulkAlarmsReply> => {
        const outcome = await markAll(mark, ids, identity)
        const unchanged = outcome.unchanged.map(({ id }) => id)
        const known = new Set([...unchanged, ...outcome.changed.map(({ id }) => id)])
        return { changed: outcome.changed, unchanged, unknown: ids.filter((id) => !known.has(id)) }
      },
    )
  }

  const markAll = (mark: AlarmMark, ids: readonly number[], identity: Identity) =>
    alarms.change(actorOf(identity), (transaction, news) =>
      markAlarms(transaction, mark, ids, identity.scopeCode, app.cases, news))

  for (const [path, decide] of [['confirm', confirmAlarm], ['refuse', refuseAlarm]] as const) {
    app.post(
      `/api/alarms/:id/${path}`,
      { config: forPeople, schema: { params: IdParams } },
      async ({ params, identity }): Promise<AlarmSummary> =>
        alarms.change(actorOf(identity), (transaction, news, context) =>
          decide(transaction, params.id, identity.scopeCode, context, news)),
    )
  }
}

/** What an alarm of this type is by the kind of the device. Throws 400 where the kind has none such. */
function kindOfAlarm(
  device: AlarmDevice,
  type: string,
): { name: string; severity: AlarmDevice['severity']; case?: CaseRule } {
  const rules = device.definition.rules ?? []
  const rule = rules.find(({ alarmType }) => alarmType === type)
  if (rule !== undefined) return rule
  if (type === device.alarmType) return { name: device.alarmName, severity: device.severity }
  const types = [...new Set([device.alarmType, ...rules.map(({ alarmType }) => alarmType)])]
  const expected = `${types.map((known) => `'${known}'`).join(' or ')}, which devices of kind ${device.kind} raise`
  throw badInput('type', type, expected)
}
