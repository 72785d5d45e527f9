import { createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { FieldDoor } from '../doors/field-doors.ts'
import { FrameSplitter } from './frame-splitter.ts'
import { type Platform, Session, type Wire } from './session.ts'

/** Frames of one connection that wait for their commit before no more of it is read. */
const MOST_IN_FLIGHT = 64
/** Who sends nothing else has nothing to say to us. */
const MOST_BAD_ON_END = 20
const MOST_WITHOUT_DELIMITER = 65_536
/** A terminal that does not read its answers. */
const MOST_UNREAD = 65_536
/** Heartbeats come every half a minute to every few minutes. */
const IDLE_MS = 10 * 60_000
const IDLE_BEFORE_SIGN_ON_MS = 60_000
const SWEEP_EVERY_MS = 1000

export interface TcpDoorOptions {
  port: number
  platform: Platform
  /** The session that a number has signed on with. */
  sessionOf(phone: string): Session | undefined
  onError(error: unknown): void
  idleMs?: number
  idleBeforeSignOnMs?: number
}

/** The port for JT/T 808. Connections share one timer and keep nothing but what they are in the middle of. */
export function createTcpDoor(options: TcpDoorOptions): FieldDoor {
  const { platform, sessionOf, onError, idleMs = IDLE_MS, idleBeforeSignOnMs = IDLE_BEFORE_SIGN_ON_MS } = options
  const connections = new Set<Connection>()
  let server: Server | undefined
  let sweeping: NodeJS.Timeout | undefined

  function sweep(): void {
    const nowMs = Date.now()
    for (const connection of connections) {
      const patience = connection.session.key === undefined ? idleBeforeSignOnMs : idleMs
      if (nowMs - connection.heardAtMs > patience) connection.socket.destroy()
    }
    for (const lost of platform.parts.lost(nowMs)) sessionOf(lost.phone)?.askAgain(lost)
  }

  return {
    name: 'JT/T 808',
    port: options.port,
    connections: () => connections.size,
    async open(host, port) {
      const listening = createServer({ noDelay: true, keepAlive: true, allowHalfOpen: true }, (socket) => {
        const connection = new Connection(socket, platform, onError)
        connections.add(connection)
        socket.on('close', () => connections.delete(connection))
      })
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject)
        listening.listen({ host, port, backlog: 4096 }, resolve)
      })
      listening.on('error', onError)
      server = listening
      sweeping = setInterval(sweep, SWEEP_EVERY_MS)
      return (listening.address() as AddressInfo).port
    },
    async close() {
      clearInterval(sweeping)
      const closed = new Promise((resolve) => server?.close(resolve))
      for (const { socket } of connections) socket.destroy()
      await closed
    },
  }
}

/** The thin edge between a socket and a session. */
class Connection implements Wire {
  readonly socket: Socket
  readonly session: Session
  heardAtMs = Date.now()
  readonly #splitter = new FrameSplitter()
  readonly #onError: (error: unknown) => void
  #inFlight = 0
  #hasSaidAll = false

  constructor(socket: Socket, platform: Platform, onError: (error: unknown) => void) {
    this.socket = socket
    this.#onError = onError
    this.session = new Session(this, platform)
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    // who has said all still hears the answers
    socket.on('end', () => {
      this.#hasSaidAll = true
      this.#advance()
    })
    // what breaks is closed next
    socket.on('error', () => {})
    socket.on('close', () => this.session.closed())
  }

  get address(): string {
    return this.socket.remoteAddress ?? 'unknown'
  }

  write(bytes: Buffer): void {
    if (this.socket.destroyed) return
    this.socket.write(bytes)
    if (this.socket.writableLength > MOST_UNREAD) this.socket.destroy()
  }

  end(): void {
    this.socket.destroy()
  }

  #receive(chunk: Buffer): void {
    this.heardAtMs = Date.now()
    this.#splitter.push(chunk)
    this.#advance()
  }

  /** Takes what is whole, as far as there is room for more in flight. */
  #advance(): void {
    while (this.#inFlight < MOST_IN_FLIGHT && !this.socket.destroyed) {
      const segment = this.#splitter.next()
      if (segment === undefined) {
        if (this.#splitter.sinceDelimiter > MOST_WITHOUT_DELIMITER) this.socket.destroy()
        else if (this.#hasSaidAll && this.#inFlight === 0) this.socket.end()
        else if (this.socket.isPaused()) this.socket.resume()
        return
      }
      this.#inFlight++
      // without an answer the terminal sends it again
      void this.session.take(segment, this.heardAtMs).catch(this.#onError).finally(() => {
        this.#inFlight--
        this.#advance()
      })
      if (this.session.badOnEnd >= MOST_BAD_ON_END) this.socket.destroy()
    }
    this.socket.pause()
  }
}
