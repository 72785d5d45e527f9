import type { IncomingRecord, Tracker } from '../intake.ts'
import { malformed } from '../malformed.ts'
import type { QuarantinedRecord, Report } from '../position.ts'
import type { AdditionalItems } from './additional-items.ts'
import { SOS_BIT, signalsOf } from './alarm-bits.ts'
import type { AlarmWords } from './alarm-words.ts'
import { decodeFrame, encodeFrame, type Frame } from './frame.ts'
import type { Segment } from './frame-splitter.ts'
import { alarmWordOf, readLocation, splitBatch } from './location.ts'
import { reportsOf } from './location-report.ts'
import * as id from './message-ids.ts'
import type { LostParts, Parts } from './parts.ts'
import { readAuthCode, readRegistration, type Registration } from './registration.ts'
import * as reply from './replies.ts'
import { Unreadable } from './unreadable.ts'

/** What a session writes to; its bytes leave in order. */
export interface Wire {
  /** Where the terminal is, for those who look for the sender of rubbish. */
  readonly address: string
  write(bytes: Buffer): void
  end(): void
}

/** What sessions need of the rest. */
export interface Platform {
  /** False where whoever sends has shown already who they are: then the number in the header is believed. */
  readonly needsSignOn: boolean
  readonly alarmWords: AlarmWords
  readonly parts: Parts
  /** The tracker with this number, zeros before it stripped. */
  trackerOf(key: string): Tracker | undefined
  register(key: string, registration: Registration): Promise<{ code: string } | { refused: number }>
  isCode(key: string, code: string): boolean
  /** Resolves after the commit. */
  submit(tracker: Tracker, records: readonly IncomingRecord[], nowMs: number): Promise<unknown>
  setAside(record: QuarantinedRecord): Promise<void>
  signedOn(session: Session, tracker: Tracker): void
  signedOff(session: Session): void
  /** The terminal has said that it did what message `sequence` asked for. */
  acknowledged(session: Session, sequence: number): Promise<void>
  /** A message of a terminal that has not signed on, or with a wrong code. */
  refused(): void
}

/** One message, whole: of several frames where it was too long for one. */
interface Message extends Omit<Frame, 'sequence' | 'part'> {
  sequences: readonly number[]
}

/**
 * One terminal's conversation: frames in, frames and submissions out. Everything is answered after it is committed, so
 * answers may come in another order than questions.
 */
export class Session {
  /** The tracker that has signed on. */
  key: string | undefined
  /** Segments on end that were no frames. */
  badOnEnd = 0
  /** What the terminal last added to a location. */
  items: AdditionalItems | undefined
  readonly #wire: Wire
  readonly #platform: Platform
  #phone = ''
  #version: Frame['version'] = 2013
  #sequence = 0

  constructor(wire: Wire, platform: Platform) {
    this.#wire = wire
    this.#platform = platform
  }

  /** The version of the protocol that the terminal speaks. */
  get version(): Frame['version'] {
    return this.#version
  }

  /** Takes what stood between two delimiters; resolves once it is answered. Rejects where nothing could be committed
   * now: there is no answer then, and the terminal sends it again. */
  async take(segment: Segment, nowMs: number): Promise<void> {
    const decoded = segment.tooLong
      ? { reason: `malformed: frame has more than ${segment.bytes.length} bytes` }
      : decodeFrame(segment.bytes)
    if ('reason' in decoded) {
      this.badOnEnd++
      return this.#setAside(decoded.reason, segment.bytes, nowMs)
    }
    this.badOnEnd = 0
    const { frame } = decoded
    this.#phone = frame.phone
    this.#version = frame.version
    const message = frame.part === undefined ? { ...frame, sequences: [frame.sequence] } : this.#addPart(frame, nowMs)
    if (message === undefined) return
    try {
      await this.#handle(message, nowMs)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      await this.#setAside(error.message, message.bytes, nowMs)
      this.#answer(message, reply.WRONG)
    }
  }

  /** Sends a message to the terminal; the answer is its sequence number. */
  send(messageId: number, body: Buffer): number {
    return this.#write({ phone: this.#phone, version: this.#version }, messageId, body)
  }

  /** Asks for parts that did not come. */
  askAgain(lost: LostParts): void {
    this.#write(lost, id.RESEND_PARTS, reply.resendRequest(lost.firstSequence, lost.missing, lost.version))
  }

  /** Ends the connection: another one has taken its place. */
  end(): void {
    this.#wire.end()
  }

  /** The connection has ended. */
  closed(): void {
    if (this.key !== undefined) this.#platform.signedOff(this)
    this.key = undefined
  }

  #addPart(frame: Frame, nowMs: number): Message | undefined {
    const alone = { ...frame, sequences: [frame.sequence] }
    if (this.#trackerOf(frame) === undefined) {
      this.#refuse(alone)
      return undefined
    }
    const outcome = this.#platform.parts.add(frame, nowMs)
    if (outcome === 'too-many') this.#answer(alone, reply.UNSUPPORTED)
    else if (outcome !== undefined && 'missing' in outcome) this.askAgain(outcome)
    else if (outcome !== undefined) return { ...frame, ...outcome, bytes: outcome.body }
    return undefined
  }

  async #handle(message: Message, nowMs: number): Promise<void> {
    const { messageId, body } = message
    if (message.encrypted) return this.#answer(message, reply.UNSUPPORTED)
    if (messageId === id.REGISTER) return this.#register(message)
    if (messageId === id.AUTHENTICATE) return this.#signOn(message)
    const tracker = this.#trackerOf(message)
    if (tracker === undefined) return this.#refuse(message)

    switch (messageId) {
      case id.HEARTBEAT:
        await this.#platform.submit(
          tracker, [{ report: { type: 'heartbeat', atMs: nowMs, sos: false }, raw: message.bytes }], nowMs,
        )
        return this.#answer(message, reply.DONE)
      case id.LOCATION:
        return this.#takeLocations(tracker, message, [body], undefined, nowMs)
      case id.LOCATION_BATCH: {
        const { bodies, lost } = splitBatch(body)
        return this.#takeLocations(tracker, message, bodies, lost, nowMs)
      }
      case id.LOCATION_REPLY:
        await this.#takeLocations(tracker, message, [body.subarray(2)], undefined, nowMs)
        if (body.length >= 2) await this.#platform.acknowledged(this, body.readUInt16BE(0))
        return
      case id.TERMINAL_ACKNOWLEDGES:
        if (body.length < 5) throw new Unreadable('0x0001 length', body.length, '5 bytes')
        // of the position that was asked for, its coming is the answer
        if (body[4] === reply.DONE && body.readUInt16BE(2) !== id.ASK_LOCATION) {
          await this.#platform.acknowledged(this, body.readUInt16BE(0))
        }
        return
      case id.SIGN_OFF:
        this.#answer(message, reply.DONE)
        return this.closed()
      default:
        return this.#answer(message, reply.UNSUPPORTED)
    }
  }

  async #register(message: Message): Promise<void> {
    const { version, body, sequences: [sequence] } = message
    const registration = readRegistration(body, version)
    const key = keyOf(message.phone)
    const outcome = this.#platform.trackerOf(key) === undefined
      ? { refused: reply.TERMINAL_UNKNOWN }
      : await this.#platform.register(key, registration)
    this.#write(message, id.REGISTER_REPLY, reply.registrationReply(sequence, outcome))
  }

  #signOn(message: Message): void {
    const key = keyOf(message.phone)
    const tracker = this.#platform.trackerOf(key)
    if (tracker === undefined || !this.#platform.isCode(key, readAuthCode(message.body, message.version))) {
      return this.#refuse(message)
    }
    if (this.key !== undefined && this.key !== key) this.closed()
    this.key = key
    this.#answer(message, reply.DONE)
    this.#platform.signedOn(this, tracker)
  }

  /** The tracker that may speak by this message. */
  #trackerOf({ phone }: { phone: string }): Tracker | undefined {
    const key = keyOf(phone)
    return this.#platform.needsSignOn && key !== this.key ? undefined : this.#platform.trackerOf(key)
  }

  async #takeLocations(
    tracker: Tracker, message: Message, bodies: readonly Buffer[], lost: Buffer | undefined, nowMs: number,
  ): Promise<void> {
    const { alarmWords } = this.#platform
    const isBatch = message.messageId === id.LOCATION_BATCH
    const rawOf = (body: Buffer): Buffer => (isBatch ? body : message.bytes)
    const changes: { changed: number; atMs: number }[] = []
    const callsIn = (word: number): boolean => (word & ~alarmWords.handled(tracker.key) & (1 << SOS_BIT)) !== 0
    const reportsIn = (body: Buffer): Report[] => {
      const location = readLocation(body)
      if ('field' in location) {
        const report = malformed(location.field, location.value, location.expected)
        // a box that was just switched on has no clock, and a button for help
        return callsIn(alarmWordOf(body)) ? [report, { type: 'heartbeat', atMs: nowMs, sos: true }] : [report]
      }
      const { alarms } = location
      // a clock that is ahead once must not make all that follows look old
      const atMs = Math.min(location.recordedAtMs, nowMs)
      const changed = alarmWords.follow(tracker.key, tracker.workerId, alarms, atMs)
      if (changed !== 0) changes.push({ changed, atMs })
      this.items = location.items
      return reportsOf(location, callsIn(alarms), signalsOf(alarms, changed, message.version))
    }
    const records: IncomingRecord[] = bodies.flatMap((body) =>
      reportsIn(body).map((report) => ({ report, raw: rawOf(body) })))
    if (lost !== undefined) {
      const report = malformed('0x0704', lost.toString('hex'), 'as many locations as it counts')
      records.push({ report, raw: message.bytes })
    }
    if (records.length > 0) {
      try {
        await this.#platform.submit(tracker, records, nowMs)
      } catch (error) {
        for (const { changed, atMs } of changes.reverse()) alarmWords.undo(tracker.key, changed, atMs)
        throw error
      }
    }
    const handled = !isBatch && alarmWords.handled(tracker.key) !== 0
    this.#answer(message, handled ? reply.ALARM_HANDLED : reply.DONE)
  }

  /** Says no, but not to an answer: that would go on for ever. */
  #refuse(message: Message): void {
    this.#platform.refused()
    if (message.messageId !== id.TERMINAL_ACKNOWLEDGES) this.#answer(message, reply.FAILED)
  }

  #answer(message: Message, result: reply.Result): void {
    for (const sequence of message.sequences) {
      this.#write(message, id.PLATFORM_ACKNOWLEDGES, reply.acknowledgement(sequence, message.messageId, result))
    }
  }

  #write({ phone, version }: Pick<Frame, 'phone' | 'version'>, messageId: number, body: Buffer): number {
    const sequence = this.#sequence
    this.#sequence = (sequence + 1) & 0xffff
    this.#wire.write(encodeFrame({ messageId, version, phone, sequence }, body))
    return sequence
  }

  #setAside(reason: string, bytes: Uint8Array, nowMs: number): Promise<void> {
    const deviceKey = this.key ?? this.#wire.address
    return this.#platform.setAside({ receivedAtMs: nowMs, protocol: 'jt808', deviceKey, reason, record: bytes })
  }
}

/** The tracker's key: the number without zeros before it. */
function keyOf(phone: string): string {
  return phone.replace(/^0+/, '')
}
