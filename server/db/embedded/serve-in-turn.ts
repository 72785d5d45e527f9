import type { PGlite } from '@electric-sql/pglite'
import { once } from 'node:events'
import { type AddressInfo, type Socket, createServer } from 'node:net'
import { isSslRequest, MessageReader } from './message-reader.ts'
import { withoutReadyAtEnd } from './ready-for-query.ts'

/** Messages that a client sends in a row and ends with Sync, which alone is answered by ReadyForQuery. */
const untilSync = new Set(lettersOf('PBDECH'))
const [terminate] = lettersOf('X')

/**
 * Lets clients of the PostgreSQL protocol in on a free loopback port, one after the other: who comes while another is
 * connected waits until that one leaves, since all would share one session. A client that leaves in the middle of a
 * transaction has it rolled back. Returns the port and what stops it.
 */
export async function serveInTurn(database: PGlite): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>()
  let turn = Promise.resolve()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    // A client that breaks off is no failure of ours; the reader below sees the end of its stream.
    socket.on('error', () => {})
    turn = turn.then(() => serve(database, socket)).finally(() => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await turn
    },
  }
}

async function serve(database: PGlite, socket: Socket): Promise<void> {
  const reader = new MessageReader()
  try {
    // The stream is read no faster than messages are executed.
    for await (const chunk of socket) {
      // One write for the answers to all messages that came together.
      socket.cork()
      for (const message of reader.push(chunk as Buffer)) {
        if (message[0] === terminate) return
        if (isSslRequest(message)) socket.write('N')
        else await execute(database, message, socket)
      }
      socket.uncork()
      if (socket.writableNeedDrain) await drainedOrClosed(socket)
    }
  } catch (error) {
    // The client broke off. Any other error means that the database itself is broken: let the thread die of it.
    if (!socket.destroyed) throw error
  } finally {
    socket.destroy()
    if (database.isInTransaction()) await database.exec('rollback')
  }
}

async function execute(database: PGlite, message: Buffer, socket: Socket): Promise<void> {
  // Copied, since the bytes are a view on the memory that the database works in.
  const write = (bytes: Uint8Array): void => {
    if (!socket.destroyed) socket.write(Buffer.from(bytes))
  }
  const { send, end } = withoutReadyAtEnd(write)
  const early = untilSync.has(message[0]!)
  await database.execProtocolRawStream(message, { onRawData: early ? send : write })
  if (early) end()
}

/** Waits until the client has taken what was written, or has gone. */
function drainedOrClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
    if (socket.destroyed) done()
  })
}

function lettersOf(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0))
}
