import { connect, type Socket } from 'node:net'

/** A kept-alive HTTP connection on which one request is under way at a time; it reads no more of an answer than it must. */
export interface Connection {
  /** Resolves with the status and the length of the answer's body. Rejects where the connection breaks. */
  send(head: string, body: Buffer | undefined): Promise<{ status: number; body: string }>
  close(): void
}

/** Opens a connection; resolves when it stands. */
export async function openConnection(host: string, port: number): Promise<Connection> {
  const socket = await opened(host, port)
  let waiting: { resolve(answer: { status: number; body: string }): void; reject(error: Error): void } | undefined
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    received += part
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = Number(/content-length: (\d+)/i.exec(received.slice(0, headEnd))?.[1] ?? 0)
    if (received.length < headEnd + 4 + length) return
    const answer = { status: Number(received.slice(9, 12)), body: received.slice(headEnd + 4, headEnd + 4 + length) }
    received = received.slice(headEnd + 4 + length)
    const { resolve } = waiting!
    waiting = undefined
    resolve(answer)
  })
  const broken = (): void => waiting?.reject(new Error('The server ended the connection.'))
  socket.on('error', broken)
  socket.on('close', broken)
  return {
    send: (head, body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        if (body === undefined) {
          socket.write(head)
        } else {
          socket.cork()
          socket.write(head)
          socket.write(body)
          socket.uncork()
        }
      }),
    close: () => socket.destroy(),
  }
}

function opened(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
