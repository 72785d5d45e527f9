import fastifyPlugin from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type { AlarmSignal } from '../../alarms/alarm-desk.ts'
import { SOS_ALARM_TYPE } from '../../contract/api/alarms.ts'
import { workersWaiting } from '../../trackers/message-repository.ts'
import type { TakeRequest } from '../http/field-request.ts'
import { EVENT_TYPES, SOS_BIT, wordOfType } from './alarm-bits.ts'
import { AlarmWords } from './alarm-words.ts'
import { codeOf, isCodeOf, readSecret } from './auth-code.ts'
import { Parts } from './parts.ts'
import { TERMINAL_DIFFERS } from './replies.ts'
import type { Platform } from './session.ts'
import { createFrameTaker } from './take-frames.ts'
import { createTcpDoor } from './tcp-door.ts'
import { readOpenAlarms } from './terminal-repository.ts'
import { ConnectedTerminals, type Terminals } from './terminals.ts'

declare module 'fastify' {
  interface FastifyInstance {
    terminals: Terminals
    /** Takes frames that come by HTTP. */
    takeFrames: TakeRequest
  }
}

/** JT/T 808: the port for boxes in vehicles, the same frames by HTTP, and what the desk sends to the boxes. */
export const jt808Plugin = fastifyPlugin(
  async (app) => {
    const { database, intake } = app
    const onError = (error: unknown): void => {
      // 503 is said where the records came from; here the terminal sends again
      if ((error as { statusCode?: number }).statusCode !== 503) app.log.error({ err: error }, 'JT/T 808')
    }
    const secret = await readSecret(database)
    const alarmWords = new AlarmWords(await readOpenAlarms(database))
    const terminals = new ConnectedTerminals(database, alarmWords, await workersWaiting(database), onError)
    app.decorate('terminals', terminals)

    const platform: Platform = {
      needsSignOn: true,
      alarmWords,
      parts: new Parts(),
      trackerOf: (key) => intake.trackerOf(key, app.city.record.code),
      async register(key, { maker, model, terminalId }) {
        const isBound = await app.trackers.bindTerminal(key, [maker, model, terminalId].join(' '))
        return isBound ? { code: codeOf(secret, key) } : { refused: TERMINAL_DIFFERS }
      },
      isCode: (key, code) => isCodeOf(secret, key, code),
      submit: (tracker, records, nowMs) => intake.submit(tracker, 'jt808', records, nowMs),
      setAside: (record) => intake.setAside(record),
      signedOn: (session, tracker) => terminals.signedOn(session, tracker),
      signedOff: (session) => terminals.signedOff(session),
      acknowledged: (session, sequence) => terminals.acknowledged(session, sequence),
      refused: () => terminals.countRefused(),
    }
    app.fieldDoors.add(createTcpDoor({
      port: app.config.jt808Port,
      platform,
      sessionOf: (phone) => terminals.sessionOf(phone.replace(/^0+/, '')),
      onError,
    }))
    app.decorate('takeFrames', createFrameTaker(intake, platform))
    passOnAcknowledgements(app, terminals, onError)
  },
  { name: 'jt808', dependencies: ['database', 'city', 'feed', 'field-doors', 'alarms', 'trackers', 'intake'] },
)

/** A person who acknowledges an alarm of a box has taken note: the box is told, and what was an event is over. A call
 * for help goes on until somebody clears it. */
function passOnAcknowledgements(
  app: FastifyInstance, terminals: ConnectedTerminals, onError: (error: unknown) => void,
): void {
  const unsubscribe = app.alarms.onAcknowledged((alarm) => {
    if (alarm.sourceType !== 'worker') return
    terminals.alarmsHandled(alarm.sourceId, alarm.type === SOS_ALARM_TYPE ? 1 << SOS_BIT : wordOfType(alarm.type))
    if (!EVENT_TYPES.has(alarm.type) || alarm.cleared) return
    const { sourceId: id, type, severity, message, value, unit } = alarm
    const over: AlarmSignal = {
      source: { type: 'worker', id }, type, severity, message, value, unit, atMs: Date.now(), raised: false,
    }
    app.alarms.signal([over], 'jt808').catch(onError)
  })
  app.addHook('onClose', async () => unsubscribe())
}
