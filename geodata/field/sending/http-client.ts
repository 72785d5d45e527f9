import http from 'node:http'
import https from 'node:https'

/** One request to the server: `path` with its query; `body` with its media type where there is one. */
export interface Request {
  method: 'GET' | 'POST'
  path: string
  body?: string
  mediaType?: string
  bearer?: string
}

export interface Reply {
  status: number
  /** Seconds the server asks to wait, where it does. */
  retryAfterS: number | undefined
  body: string
}

export interface HttpClient {
  /** Rejects where no whole answer came: connection refused, reset, timed out, or aborted by `signal`. */
  send(request: Request, signal: AbortSignal): Promise<Reply>
  /** Closes the connections that are kept alive. */
  close(): void
}

/** A client of `server` (http or https) with at most `connections` kept alive; what exceeds them waits its turn. */
export function createHttpClient(server: string, connections: number, timeoutMs = 30_000): HttpClient {
  const base = new URL(server)
  const { Agent, request: open } = base.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const prefix = base.pathname.replace(/\/$/, '')

  return {
    send({ method, path, body, mediaType, bearer }, signal) {
      return new Promise((resolve, reject) => {
        const headers: http.OutgoingHttpHeaders = {}
        if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`
        if (body !== undefined) {
          headers['content-type'] = mediaType
          headers['content-length'] = Buffer.byteLength(body)
        }
        const outgoing = open({
          agent, method, headers, signal,
          protocol: base.protocol, hostname: base.hostname, port: base.port, path: prefix + path,
        })
        outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)))
        outgoing.on('error', reject)
        outgoing.on('response', (incoming) => {
          let text = ''
          incoming.setEncoding('utf8')
          incoming.on('data', (chunk: string) => { text += chunk })
          incoming.on('error', reject)
          incoming.on('end', () => {
            const wait = Number(incoming.headers['retry-after'])
            resolve({
              status: incoming.statusCode ?? 0,
              retryAfterS: Number.isFinite(wait) && wait >= 0 ? wait : undefined,
              body: text,
            })
          })
        })
        outgoing.end(body)
      })
    },
    close: () => agent.destroy(),
  }
}
