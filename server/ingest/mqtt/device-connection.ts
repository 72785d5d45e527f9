import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { PacketLengths } from './packet-lengths.ts'

/** So much may a client say before it is known. */
const MAX_CONNECT_BYTES = 16 * 1024

/** The largest packet of a known client: a batch of 5,000 positions fits. */
const MAX_PACKET_BYTES = 1024 * 1024

/** So much of one client is on its way into the database before no more is read from it; each message counts for its
 * bytes and what it costs to have it in hand. */
const MAX_BYTES_IN_FLIGHT = 4 * 1024 * 1024
const MESSAGE_BYTES = 1024

/**
 * A device's socket, as the broker reads it: packets that are too long end it, and nothing more is read while too many
 * messages wait for their commit. Aedes itself bounds neither.
 */
export class DeviceConnection extends Duplex {
  readonly #socket: Socket
  readonly #lengths = new PacketLengths(MAX_CONNECT_BYTES)
  #messagesInFlight = 0
  #bytesInFlight = 0

  constructor(socket: Socket) {
    super({ allowHalfOpen: false })
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => this.#receive(bytes))
    socket.on('end', () => this.push(null))
    socket.on('error', (error) => this.destroy(error))
    socket.on('close', () => this.destroy())
    socket.pause()
  }

  /** The client is known now. */
  trust(): void {
    this.#lengths.maxBytes = MAX_PACKET_BYTES
  }

  /** A message of so many bytes waits for its commit. */
  begin(bytes: number): void {
    this.#messagesInFlight++
    this.#bytesInFlight += bytes + MESSAGE_BYTES
    if (this.#isFull()) this.#socket.pause()
  }

  /** It waits no longer, whatever became of it. */
  finish(bytes: number): void {
    this.#messagesInFlight--
    this.#bytesInFlight -= bytes + MESSAGE_BYTES
    if (!this.#isFull() && this.readableLength < this.readableHighWaterMark) this.#socket.resume()
  }

  #isFull(): boolean {
    return this.#bytesInFlight >= MAX_BYTES_IN_FLIGHT
  }

  #receive(bytes: Buffer): void {
    if (!this.#lengths.accept(bytes)) return void this.destroy(new Error('packet too long'))
    if (!this.push(bytes)) this.#socket.pause()
    // Aedes reads on when as many 'readable' events have come as messages are under way. Left to that, pings would wait
    // for a commit, and of many messages the later ones for that of the first.
    for (let i = 0; i <= this.#messagesInFlight && this.readableLength > 0; i++) this.emit('readable')
  }

  override _read(): void {
    if (!this.#isFull()) this.#socket.resume()
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(bytes, done)
  }

  override _writev(parts: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#socket.write(Buffer.concat(parts.map(({ chunk }) => chunk)), done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy()
    done(error)
  }
}
