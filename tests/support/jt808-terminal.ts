import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import {
  authBody, batchBody, type BoxFix, type BoxIdentity, locationBody, registerBody,
} from '../../geodata/field/sending/jt808-messages.ts'
import { decodeFrame, encodeFrame, type Frame, LARGEST_BODY } from '../../server/ingest/jt808/frame.ts'
import { FrameSplitter } from '../../server/ingest/jt808/frame-splitter.ts'

export interface TerminalOptions {
  port: number
  host?: string
  phone: string
  version?: 2013 | 2019
  identity?: BoxIdentity
  /** From where: one address has ports for some fourteen thousand connections before the system gets slow. */
  localAddress?: string
}

const SOME_BOX: BoxIdentity = { maker: 'GW', model: 'BOX-1', terminalId: 'T000001', plate: '京A12345' }

/** A box in a vehicle that speaks JT/T 808 over a real socket. Answers are awaited by sequence number, in any order. */
export class Jt808Terminal {
  readonly phone: string
  readonly version: 2013 | 2019
  readonly socket: Socket
  /** All that the platform sent and that answers nothing. */
  readonly received: Frame[] = []
  /** Resolves when the connection has ended. */
  readonly closed: Promise<unknown>
  readonly #identity: BoxIdentity
  readonly #splitter = new FrameSplitter()
  readonly #answers = new Map<number, { resolve(frame: Frame): void; reject(error: Error): void }>()
  readonly #waiting = new Set<{ messageId: number; resolve(frame: Frame): void }>()
  #sequence = 0

  private constructor(socket: Socket, options: TerminalOptions) {
    this.socket = socket
    this.version = options.version ?? 2013
    this.phone = options.phone.padStart(this.version === 2019 ? 20 : 12, '0')
    this.#identity = options.identity ?? SOME_BOX
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => socket.on('close', resolve))
    socket.on('close', () => {
      for (const { reject } of this.#answers.values()) reject(new Error('The connection ended before the answer.'))
    })
    socket.on('data', (chunk: Buffer) => {
      this.#splitter.push(chunk)
      for (let segment = this.#splitter.next(); segment; segment = this.#splitter.next()) {
        const decoded = decodeFrame(segment.bytes)
        if ('frame' in decoded) this.#hear(decoded.frame)
      }
    })
  }

  static async connect(options: TerminalOptions): Promise<Jt808Terminal> {
    const { port, host = '127.0.0.1', localAddress } = options
    const socket = connect({ port, host, noDelay: true, ...(localAddress !== undefined && { localAddress }) })
    await once(socket, 'connect')
    return new Jt808Terminal(socket, options)
  }

  /** Registers; resolves with the code, or with the result that refuses. */
  async register(): Promise<{ code: string } | { refused: number }> {
    const { body } = await this.ask(0x0100, registerBody(this.#identity, this.version))
    return body[2] === 0 ? { code: body.toString('latin1', 3) } : { refused: body[2] }
  }

  /** Signs on; resolves with the result. */
  authenticate(code: string): Promise<number> {
    return this.resultOf(0x0102, authBody(code, this.version))
  }

  /** Registers and signs on. Throws where either is refused. */
  async signOn(): Promise<string> {
    const outcome = await this.register()
    if ('refused' in outcome) throw new Error(`Registration was refused with ${outcome.refused}.`)
    const result = await this.authenticate(outcome.code)
    if (result !== 0) throw new Error(`Signing on was refused with ${result}.`)
    return outcome.code
  }

  heartbeat(): Promise<number> {
    return this.resultOf(0x0002, Buffer.alloc(0))
  }

  /** Sends a location; resolves with the result once it is acknowledged. */
  sendFix(fix: BoxFix): Promise<number> {
    return this.resultOf(0x0200, locationBody(fix))
  }

  sendBatch(fixes: readonly BoxFix[], kind: 'normal' | 'blind'): Promise<number> {
    return this.resultOf(0x0704, batchBody(fixes, kind))
  }

  /** 0x0001: it did what message `frame` asked for. */
  acknowledge(frame: Frame, result = 0): void {
    const body = Buffer.alloc(5)
    body.writeUInt16BE(frame.sequence, 0)
    body.writeUInt16BE(frame.messageId, 2)
    body[4] = result
    this.write(0x0001, body)
  }

  /** 0x0201: where it is, as message `frame` asked. */
  answerLocate(frame: Frame, fix: BoxFix): Promise<number> {
    const sequence = Buffer.alloc(2)
    sequence.writeUInt16BE(frame.sequence)
    return this.resultOf(0x0201, Buffer.concat([sequence, locationBody(fix)]))
  }

  /** Sends a message and resolves with the result of the 0x8001 that answers it. */
  async resultOf(messageId: number, body: Uint8Array): Promise<number> {
    const answer = await this.ask(messageId, body)
    return answer.body[4]
  }

  /** Sends a message and resolves with what answers it. */
  ask(messageId: number, body: Uint8Array): Promise<Frame> {
    const answered = this.answerTo(this.#sequence)
    this.write(messageId, body)
    return answered
  }

  /** Resolves with what answers the message of this sequence number. */
  answerTo(sequence: number): Promise<Frame> {
    const answered = new Promise<Frame>((resolve, reject) => this.#answers.set(sequence, { resolve, reject }))
    // who does not wait for it any more need not hear that it will not come
    answered.catch(() => {})
    return answered
  }

  /** Sends a message; one that is too long goes in parts. */
  write(messageId: number, body: Uint8Array): void {
    for (const frame of this.framesOf(messageId, body)) this.socket.write(frame)
  }

  /** The frames of a message, of at most `largest` bytes of body each. */
  framesOf(messageId: number, body: Uint8Array, largest = LARGEST_BODY): Buffer[] {
    const { phone, version } = this
    const total = Math.max(1, Math.ceil(body.length / largest))
    return Array.from({ length: total }, (_, i) => {
      const sequence = this.#sequence
      this.#sequence = (sequence + 1) & 0xffff
      const part = total === 1 ? undefined : { index: i + 1, total }
      return encodeFrame({ messageId, phone, version, sequence, part }, body.subarray(i * largest, (i + 1) * largest))
    })
  }

  /** The sequence number of the next message. */
  get nextSequence(): number {
    return this.#sequence
  }

  /** Resolves with the next message of this id that was not taken by this before. */
  next(messageId: number): Promise<Frame> {
    const index = this.received.findIndex((frame) => frame.messageId === messageId)
    if (index !== -1) return Promise.resolve(this.received.splice(index, 1)[0])
    return new Promise((resolve) => this.#waiting.add({ messageId, resolve }))
  }

  async close(): Promise<void> {
    this.socket.destroy()
    await this.closed
  }

  #hear(frame: Frame): void {
    if (frame.messageId === 0x8001 || frame.messageId === 0x8100) {
      const sequence = frame.body.readUInt16BE(0)
      this.#answers.get(sequence)?.resolve(frame)
      this.#answers.delete(sequence)
      return
    }
    const waiting = [...this.#waiting].find(({ messageId }) => messageId === frame.messageId)
    if (waiting === undefined) {
      this.received.push(frame)
    } else {
      this.#waiting.delete(waiting)
      waiting.resolve(frame)
    }
  }
}
