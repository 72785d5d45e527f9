import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { guardedLookup, literalOf, refusalOf } from './address-guard.ts'

/** Of an answer no more is read. */
const MOST_ANSWER_BYTES = 4096
const SHOWN_CHARACTERS = 300

/** What came of a message: an answer with any status, or why there was none. */
export type PostOutcome =
  | { type: 'answer'; status: number; retryAfterS: number | undefined; text: string }
  | { type: 'failed'; reason: string }

/**
 * Posts a JSON body. Follows no redirect, connects to no address that is refused, reads a small part of the answer, and
 * gives up `timeoutMs` after it began. Never throws.
 */
export async function postMessage(
  url: string, headers: Readonly<Record<string, string>>, body: string,
  { allowPrivate, timeoutMs }: { allowPrivate: boolean; timeoutMs: number },
): Promise<PostOutcome> {
  const target = new URL(url)
  const literal = literalOf(target)
  const refusal = literal === undefined ? undefined : refusalOf(literal, allowPrivate)
  if (refusal !== undefined) return { type: 'failed', reason: refusal }
  const signal = AbortSignal.timeout(timeoutMs)
  return new Promise((resolve) => {
    const fail = (error: Error): void =>
      resolve({ type: 'failed', reason: signal.aborted ? `no answer within ${timeoutMs / 1000} s` : error.message })
    const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(
      target,
      {
        method: 'POST', agent: false, signal, lookup: guardedLookup(allowPrivate),
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      },
      (response) => {
        const pieces: Buffer[] = []
        let bytes = 0
        const answer = (): void => {
          const text = Buffer.concat(pieces).toString().slice(0, SHOWN_CHARACTERS)
          const retryAfterS = Number(response.headers['retry-after'])
          resolve({
            type: 'answer', status: response.statusCode!, text,
            retryAfterS: retryAfterS >= 0 ? retryAfterS : undefined,
          })
        }
        response.on('data', (piece: Buffer) => {
          pieces.push(piece)
          bytes += piece.length
          if (bytes < MOST_ANSWER_BYTES) return
          answer()
          response.destroy()
        })
        response.on('end', answer)
        response.on('error', fail)
      },
    )
    request.on('error', fail)
    // a receiver that wants to speak another protocol; without this its socket is ended and nobody hears of it
    request.on('upgrade', (_response, socket) => {
      socket.destroy()
      fail(new Error('the receiver asks for another protocol (HTTP 101)'))
    })
    request.end(body)
  })
}
