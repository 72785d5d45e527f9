import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { postMessage } from '../../server/channels/webhooks/post-message.ts'

let server: Server | undefined
afterEach(() => server?.close())

/** A receiver that answers every message with these bytes, whatever they are. */
async function receiver(answer: string, isEnd: boolean): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => (isEnd ? socket.end(answer) : socket.write(answer)))
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const post = (url: string) => postMessage(url, {}, '{}', { allowPrivate: true, timeoutMs: 300 })

test.each([
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', false],
  ['to wait', 'HTTP/1.1 100 Continue\r\n\r\n', false],
  ['half an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', false],
  ['half an answer, and hangs up', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', true],
  ['no HTTP', 'hello\r\n\r\n', false],
  ['endless headers', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`, false],
])('a receiver that answers %s holds nobody up', async (_, answer, isEnd) => {
  expect(await post(await receiver(answer, isEnd))).toMatchObject({ type: 'failed' })
})

test('of an answer that does not end no more is kept than somebody reads', async () => {
  const outcome = await post(await receiver(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1_000_000)}`, false))
  expect(outcome).toEqual({ type: 'answer', status: 200, retryAfterS: undefined, text: 'x'.repeat(300) })
})

test('a redirect is an answer that is no success, and is not followed', async () => {
  const answer = 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'
  expect(await post(await receiver(answer, true))).toMatchObject({ type: 'answer', status: 302 })
})
