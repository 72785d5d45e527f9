import {
  createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, STATUS_CODES,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Identity } from '../../auth/identity.ts'
import { notAllowed, notSignedIn } from '../../errors.ts'
import type { FieldDoor } from '../doors/field-doors.ts'
import { identifyDevice } from './device-token.ts'
import { failedReply } from './error-reply.ts'
import type { FieldReply, TakeRequest } from './field-request.ts'
import { readBody } from './read-body.ts'
import { requestWithoutSlash } from './request-without-slash.ts'

export interface HttpDoorOptions {
  name: string
  port: number
  /** Whom a token stands for. */
  identify(token: string): Promise<Identity | null>
  take: TakeRequest
  /** Is told of what went wrong within. */
  onUnexpected(error: unknown): void
}

/** Phones are silent for minutes between two fixes, and a new connection costs them more than this one costs us. */
const KEEP_ALIVE_MS = 300_000
const HEADERS_TIMEOUT_MS = 20_000
const REQUEST_TIMEOUT_MS = 60_000
/** Who has not finished his request by then is cut off when the server stops. */
const LAST_WORDS_MS = 3000
/** One fix, or the queue of a phone that was without a network for days. */
const MOST_BYTES = 4 * 1024 * 1024
const NO_BYTES = Buffer.alloc(0)

/** What is written back: headers as node:http takes them in one piece. */
interface Answer {
  status: number
  headers: string[]
  body: string | Buffer
}
const EMPTY: Answer = { status: 200, headers: ['content-length', '0'], body: '' }

/**
 * A port on which a protocol is spoken by HTTP, with any method and any path: a bare server without a framework, since
 * ten thousand phones a second come through here with a request each. The device's token is in the Authorization header
 * or is the first segment of the path.
 */
export function createHttpDoor({ name, port, identify, take, onUnexpected }: HttpDoorOptions): FieldDoor {
  let connections = 0
  let closing = false

  async function reply(
    method: string, url: string, headers: IncomingHttpHeaders, address: string, request: IncomingMessage | undefined,
  ): Promise<Answer> {
    try {
      const identity = await identifyDevice(identify, headers.authorization, url)
      if (identity === null) throw notSignedIn()
      if (identity.type !== 'device') throw notAllowed(`the port of ${name} is for devices`)
      const body = request === undefined ? NO_BYTES : await readBody(request, MOST_BYTES)
      const question = url.indexOf('?')
      const query = question === -1 ? '' : url.slice(question + 1)
      return answerOf(await take({ scopeCode: identity.scopeCode, method, query, headers, body, address }))
    } catch (error) {
      const { status, retryAfterSeconds, body } = failedReply(error, onUnexpected)
      const more = status === 401 ? ['www-authenticate', 'Basic realm="gridwall"'] : []
      if (retryAfterSeconds !== undefined) more.push('retry-after', String(retryAfterSeconds))
      // what is left of a body that nobody reads is not the next request
      if (request?.complete === false) more.push('connection', 'close')
      return withBody(status, 'application/json', JSON.stringify(body), more)
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers, socket } = request
    const answer = await reply(method, url, headers, socket.remoteAddress ?? '', request)
    if (closing) response.shouldKeepAlive = false
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  }

  /** Node's parser takes no address without a slash; what comes so is answered, and the connection ended. */
  async function serveRefused(packet: Buffer | undefined, socket: Socket): Promise<void> {
    const request = requestWithoutSlash(packet)
    if (request === undefined) {
      endWith(socket, { ...EMPTY, status: 400 })
    } else {
      const { method, url, headers } = request
      endWith(socket, await reply(method, url, headers, socket.remoteAddress ?? '', undefined))
    }
  }

  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      noDelay: true,
    },
    (request, response) => void serve(request, response),
  )
  server.on('connection', (socket) => {
    connections++
    socket.once('close', () => connections--)
  })
  server.on('clientError', (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket) => {
    if (!socket.writable) socket.destroy()
    else if (error.code === 'HPE_INVALID_URL') void serveRefused(error.rawPacket, socket as Socket)
    else endWith(socket as Socket, { ...EMPTY, status: STATUS_OF_FAULT[error.code ?? ''] ?? 400 })
  })

  return {
    name,
    port,
    open: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host, port, backlog: 4096 }, () => {
          server.off('error', reject)
          resolve((server.address() as AddressInfo).port)
        })
      }),
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        closing = true
        const cutOff = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS)
        server.close(() => {
          clearTimeout(cutOff)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

const STATUS_OF_FAULT: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
}

function answerOf({ type, body }: FieldReply): Answer {
  return type === undefined ? EMPTY : withBody(200, type, body, [])
}

function withBody(status: number, type: string, body: string | Buffer, more: string[]): Answer {
  const length = String(Buffer.byteLength(body))
  return { status, headers: ['content-type', type, 'content-length', length, ...more], body }
}

/** Writes an answer to a connection that node:http has given up. */
function endWith(socket: Socket, { status, headers, body }: Answer): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'connection: close']
  for (let i = 0; i < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`)
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body.toString()}`)
}
