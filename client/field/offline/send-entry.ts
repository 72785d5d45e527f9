import type { ErrorReply } from '../../../server/contract/api/errors.ts'
import { type OutboxEntry, requestOf, type Sending, sendingOf } from './outbox.ts'

/** A photo over a slow network takes its time; one that hangs is given up and tried again. */
const PATIENCE_MS = 90_000

/** Sends an entry to the server. Never rejects: what goes wrong is to be tried later. Runs in the page and in the
 * service worker alike. */
export async function sendEntry(entry: OutboxEntry): Promise<Sending> {
  const { path, body } = requestOf(entry, Date.now())
  try {
    const response = await fetch(path, {
      method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (response.ok) return { type: 'sent' }
    const reply = (await response.json().catch(() => ({}))) as Partial<ErrorReply>
    return sendingOf(response.status, reply.code ?? `HTTP_${response.status}`, reply.message ?? '', reply.value)
  } catch {
    return { type: 'later' }
  }
}
