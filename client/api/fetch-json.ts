import { ApiError, errorOfBody } from './api-error.ts'

/** Ways in: their 401 says that the key is wrong, not that a session is over. */
const ENTRIES = new Set(['/api/login', '/api/walls/enter'])

/** `GET path`. Rejects with ApiError; a 401 leads to the login page; an abort rejects with its AbortError. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, { signal })
}

/** `POST path` with `body` as JSON. Rejects as getJson does; an empty answer gives undefined. */
export function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
}

/** `PUT path` with `body` as JSON. Rejects as getJson does. */
export function putJson<T>(path: string, body: unknown): Promise<T> {
  return request<T>(path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

/** `PATCH path` with `body` as JSON. Rejects as getJson does. */
export function patchJson<T>(path: string, body: unknown): Promise<T> {
  return request<T>(path, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

/** `DELETE path`. Rejects as getJson does. */
export function deleteJson(path: string): Promise<void> {
  return request<void>(path, { method: 'DELETE' })
}

/** The body of `GET path` as it comes in. Rejects as getJson does; what breaks off later rejects a read. */
export async function getStream(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await ask(path, { signal })
  return response.body ?? new ReadableStream({ start: (body) => body.close() })
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const text = await (await ask(path, init)).text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** An answer that is no error. */
async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error
    throw new ApiError(0, { code: 'UNREACHABLE', message: 'The server cannot be reached.' })
  })
  if (response.ok) return response
  const text = await response.text()
  if (response.status === 401 && !ENTRIES.has(path)) location.replace(loginAddress())
  throw errorOfBody(response.status, text)
}

/** The login page, with the way back to where the visitor was. */
function loginAddress(): string {
  const here = location.pathname + location.search
  return here === '/' ? '/login' : `/login?next=${encodeURIComponent(here)}`
}
