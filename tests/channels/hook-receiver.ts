import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as it came. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  text: string
  body: any
}

/** A server that receives messages; each path answers as it was told to, at first with 204. */
export interface HookReceiver {
  url(path: string): string
  received: Received[]
  of(path: string): Received[]
  /** From now on this path answers so. */
  answer(path: string, how: (response: ServerResponse, message: Received) => void): void
  close(): Promise<void>
}

export async function startReceiver(): Promise<HookReceiver> {
  const received: Received[] = []
  const answers = new Map<string, (response: ServerResponse, message: Received) => void>()
  const of = (path: string): Received[] => received.filter((message) => message.path === path)
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString()
      const message = { path: request.url!, headers: request.headers, text, body: JSON.parse(text) }
      received.push(message)
      const how = answers.get(message.path)
      if (how === undefined) response.writeHead(204).end()
      else how(response, message)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    received,
    of,
    answer: (path, how) => void answers.set(path, how),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Whether the signature is that of the text by the secret, as a receiver checks it; and its time in milliseconds. */
export function checkSignature({ headers, text }: Received, secret: string): { valid: boolean; atMs: number } {
  const [, seconds, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['gridwall-signature'])) ?? []
  const expected = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
  return { valid: digest === expected, atMs: Number(seconds) * 1000 }
}
