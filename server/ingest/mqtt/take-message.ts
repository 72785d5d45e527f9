import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { badInput, ReplyError } from '../../errors.ts'
import { decodeOwntracks } from '../owntracks/owntracks.ts'
import { takePositions } from './take-positions.ts'
import { readTopic } from './topics.ts'

/** A message from the field, with the scope of who published it. */
export interface FieldMessage {
  topic: string
  payload: Uint8Array
  scopeCode: string
}

/** What takes messages that came by MQTT, whoever the broker is. */
export interface MessageTaker {
  /** Resolves once all that comes of the message is durable. Throws ReplyError: 400 for a topic or a tracker that the
   * scope does not have, 503 where it cannot be done now. What nobody understands is kept aside, and so taken. */
  take(message: FieldMessage): Promise<void>
  /** Keeps a message that was not taken. Resolves when that is durable; throws ReplyError 503. */
  setAside(message: Omit<FieldMessage, 'scopeCode'>, reason: string): Promise<void>
}

/** Takes messages into the app. */
export function createMessageTaker(app: FastifyInstance): MessageTaker {
  async function takeOwntracks(trackerKey: string, { topic, payload, scopeCode }: FieldMessage): Promise<void> {
    // Nothing at all is how a retained message is taken back.
    if (payload.length === 0) return
    const nowMs = Date.now()
    const tracker = app.intake.trackerOf(trackerKey, scopeCode)
    if (tracker === undefined) {
      throw badInput('topic', topic, 'owntracks/<user>/<device> of a tracker within the scope of the token')
    }
    const { report } = decodeOwntracks(textOf(payload), { topic }, nowMs)
    if (report === undefined) return
    await app.intake.submit(tracker, 'owntracks', [{ report, raw: rawOf(payload) }], nowMs)
  }

  /** A gateway speaks for many on one connection: what it says of one whom nobody knows, or says wrongly, must not end
   * the connection for all. */
  async function takeOfMany(message: FieldMessage, taking: Promise<unknown>): Promise<void> {
    try {
      await taking
    } catch (error) {
      if (!(error instanceof ReplyError) || error.statusCode >= 500) throw error
      await setAside(message, error.message)
    }
  }

  async function take(message: FieldMessage): Promise<void> {
    const { payload, scopeCode } = message
    const topic = readTopic(message.topic)
    switch (topic?.type) {
      case 'owntracks':
        return takeOwntracks(topic.deviceKey, message)
      case 'sensor':
        return takeOfMany(message, app.sensors.receive(scopeCode, topic.deviceKey, payload, Date.now()))
      case 'positions':
        return takeOfMany(message, takePositions(app.intake, scopeCode, textOf(payload)))
      default:
        throw badInput(
          'topic', message.topic, 'owntracks/<user>/<device>, gridwall/sensors/<device> or gridwall/positions',
        )
    }
  }

  async function setAside({ topic, payload }: Omit<FieldMessage, 'scopeCode'>, reason: string): Promise<void> {
    const known = readTopic(topic)
    const deviceKey = known === undefined || known.type === 'positions' ? topic : known.deviceKey
    const record = rawOf(payload)
    await app.intake.setAside({ receivedAtMs: Date.now(), protocol: 'mqtt', deviceKey, reason, record })
  }

  return { take, setAside }
}

function textOf(payload: Uint8Array): string {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString()
}

/** As text where it is one that a database can keep, else byte for byte. */
function rawOf(payload: Uint8Array): string | Uint8Array {
  return isUtf8(payload) && !payload.includes(0) ? textOf(payload) : payload
}
