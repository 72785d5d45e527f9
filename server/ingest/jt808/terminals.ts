import type { Identity } from '../../auth/identity.ts'
import type { BoxRecord, MessageRecord } from '../../contract/api/messages.ts'
import type { Database } from '../../db/database.ts'
import { conflict } from '../../errors.ts'
import {
  hasPhone, insertMessage, markAcknowledged, markDelivered, readMessage, type NewMessage, waitingMessages,
} from '../../trackers/message-repository.ts'
import type { Tracker } from '../intake.ts'
import { confirmable } from './alarm-bits.ts'
import type { AlarmWords } from './alarm-words.ts'
import { ASK_LOCATION, CONFIRM_ALARM, TEXT } from './message-ids.ts'
import { alarmConfirmation, textMessage } from './replies.ts'
import type { Session } from './session.ts'
import { boxesOfWorkers, boxKeys } from './terminal-repository.ts'

/** Boxes in vehicles as the desk sees them: what is sent to a worker waits until one of his boxes is connected. */
export interface Terminals {
  /** Sends a text of at most 400 characters to a worker's phone and box. Throws ReplyError 409 where he has neither. */
  sendText(workerId: number, text: string, urgent: boolean, by: Identity): Promise<MessageRecord>
  /** Sends a text to the phones of a unit. */
  sendToUnit(unitId: number, text: string, urgent: boolean, by: Identity): Promise<MessageRecord>
  /** Texts to these workers were written elsewhere: boxes of theirs that are connected are given them. */
  written(workerIds: readonly number[]): Promise<void>
  /** Asks a box where it is now. Throws 409 where the worker has none. */
  locate(workerId: number, by: Identity): Promise<MessageRecord>
  /** The boxes of a worker as they are now. */
  boxesOf(workerId: number): Promise<BoxRecord[]>
  /** Boxes that have signed on. */
  connections(): number
  /** Messages since the start that came before their terminal had signed on with the right code. */
  refusedMessages(): number
}

/** The terminals that are connected, by key: one connection each. */
export class ConnectedTerminals implements Terminals {
  readonly #database: Database
  readonly #alarmWords: AlarmWords
  readonly #onError: (error: unknown) => void
  readonly #sessions = new Map<string, Session>()
  /** Workers who may have messages waiting: most who connect have none, and nobody need be asked. */
  readonly #waiting: Set<number>
  /** Of what a session was given: message ids by the sequence numbers under which they went. */
  readonly #given = new WeakMap<Session, Map<number, number>>()

  #refused = 0

  constructor(
    database: Database, alarmWords: AlarmWords, waiting: readonly number[], onError: (error: unknown) => void,
  ) {
    this.#database = database
    this.#alarmWords = alarmWords
    this.#waiting = new Set(waiting)
    this.#onError = onError
  }

  connections(): number {
    return this.#sessions.size
  }

  refusedMessages(): number {
    return this.#refused
  }

  countRefused(): void {
    this.#refused++
  }

  async boxesOf(workerId: number): Promise<BoxRecord[]> {
    const keys = await boxKeys(this.#database, workerId)
    return keys.map((key) => {
      const { mileageKm = null, fuelL = null, signal = null, satellites = null } = this.#sessions.get(key)?.items ?? {}
      return { key, connected: this.#sessions.has(key), mileageKm, fuelL, signal, satellites }
    })
  }

  /** The session of a tracker. */
  sessionOf(key: string): Session | undefined {
    return this.#sessions.get(key)
  }

  sendText(workerId: number, text: string, urgent: boolean, by: Identity): Promise<MessageRecord> {
    return this.#send({ workerId, kind: 'text', text, urgent, by })
  }

  async sendToUnit(unitId: number, text: string, urgent: boolean, by: Identity): Promise<MessageRecord> {
    const id = await insertMessage(this.#database, { unitId, kind: 'text', text, urgent, by })
    return readMessage(this.#database, id)
  }

  async written(workerIds: readonly number[]): Promise<void> {
    for (const workerId of workerIds) this.#waiting.add(workerId)
    if (this.#sessions.size === 0) return
    const workerOf = await boxesOfWorkers(this.#database, workerIds)
    for (const [key, session] of this.#sessions) {
      const workerId = workerOf.get(key)
      if (workerId !== undefined) await this.#give(session, workerId)
    }
  }

  locate(workerId: number, by: Identity): Promise<MessageRecord> {
    return this.#send({ workerId, kind: 'locate', text: '', urgent: false, by })
  }

  /** A terminal has signed on: an older connection of it is dead, and it is given what waits. */
  signedOn(session: Session, { key, workerId }: Tracker): void {
    const before = this.#sessions.get(key)
    if (before !== undefined && before !== session) before.end()
    this.#sessions.set(key, session)
    this.#confirm(key)
    if (this.#waiting.has(workerId)) this.#give(session, workerId).catch(this.#onError)
  }

  signedOff(session: Session): void {
    if (session.key !== undefined && this.#sessions.get(session.key) === session) this.#sessions.delete(session.key)
  }

  /** The terminal has what it was given under this sequence number. */
  async acknowledged(session: Session, sequence: number): Promise<void> {
    const given = this.#given.get(session)
    const id = given?.get(sequence)
    if (id === undefined) return
    await markAcknowledged(this.#database, id)
    given?.delete(sequence)
  }

  /** A person has acknowledged alarms of a worker: the boxes that give them are told. */
  alarmsHandled(workerId: number, bits: number): void {
    for (const key of this.#alarmWords.handle(workerId, bits)) this.#confirm(key)
  }

  #confirm(key: string): void {
    const bits = confirmable(this.#alarmWords.handled(key))
    if (bits !== 0) this.#sessions.get(key)?.send(CONFIRM_ALARM, alarmConfirmation(bits))
  }

  async #send(message: NewMessage & { workerId: number }): Promise<MessageRecord> {
    const { workerId, kind } = message
    const keys = await boxKeys(this.#database, workerId)
    if (keys.length === 0 && !(kind === 'text' && await hasPhone(this.#database, workerId))) {
      throw conflict('NO_BOX', `Worker ${workerId} has neither a JT/T 808 box nor an account for the field to take it.`)
    }
    const id = await insertMessage(this.#database, message)
    this.#waiting.add(workerId)
    const session = keys.map((key) => this.#sessions.get(key)).find((known) => known !== undefined)
    if (session !== undefined) await this.#give(session, workerId)
    return readMessage(this.#database, id)
  }

  /** Gives a session all that waits for its worker and that it was not given yet. */
  async #give(session: Session, workerId: number): Promise<void> {
    const messages = await waitingMessages(this.#database, workerId)
    if (messages.length === 0) this.#waiting.delete(workerId)
    // it may have left meanwhile, and then the next one is given them
    const { key } = session
    if (key === undefined) return
    const given = this.#given.get(session) ?? new Map<number, number>()
    this.#given.set(session, given)
    const known = new Set(given.values())
    const ids: number[] = []
    for (const { id, kind, text, urgent } of messages) {
      if (known.has(id)) continue
      const sequence = kind === 'text'
        ? session.send(TEXT, textMessage(text, urgent, session.version))
        : session.send(ASK_LOCATION, Buffer.alloc(0))
      given.set(sequence, id)
      ids.push(id)
    }
    if (ids.length > 0) await markDelivered(this.#database, ids, key)
  }
}
