import type { Me } from '../../server/contract/api/accounts.ts'
import { alone } from './offline/alone.ts'
import { openFieldDatabase } from './offline/field-database.ts'
import { drainOutbox } from './offline/outbox.ts'
import { sendEntry } from './offline/send-entry.ts'
import { OUTBOX_LOCK, OUTBOX_SYNC, PHOTO_CACHE, SHELL_PREFIX } from './offline/names.ts'

/** The files that the page is made of, and their joint name, put in by the build. */
declare const FIELD_SHELL: readonly string[]
declare const FIELD_VERSION: string

const PAGE = '/field'
const SHELL = `${SHELL_PREFIX}${FIELD_VERSION}`
const MOST_PHOTOS = 200

interface WaitableEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface FetchEvent extends WaitableEvent {
  request: Request
  respondWith(response: Promise<Response>): void
}
/** What is used of a worker's scope; the compiler knows that of pages. */
interface WorkerScope {
  addEventListener(
    type: 'install' | 'activate' | 'sync', listener: (event: WaitableEvent & { tag?: string }) => void,
  ): void
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  location: Location
}
const worker = self as unknown as WorkerScope

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('sync', (event) => {
  if (event.tag === OUTBOX_SYNC) event.waitUntil(sendOutbox())
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (request.mode === 'navigate') return event.respondWith(shellFirst(PAGE, request))
  if (pathname.startsWith('/api/attachments/')) return event.respondWith(photo(request))
  if (FIELD_SHELL.includes(pathname)) event.respondWith(shellFirst(pathname, request))
})

async function install(): Promise<void> {
  const cache = await caches.open(SHELL)
  await cache.addAll([PAGE, ...FIELD_SHELL].map((path) => new Request(path, { cache: 'reload' })))
  await worker.skipWaiting()
}

/** The page and its files belong together: those of older builds go. */
async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(SHELL_PREFIX) && name !== SHELL)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

/** From the phone where it is there; the worker is replaced when the build is another. */
async function shellFirst(path: string, request: Request): Promise<Response> {
  const cached = await (await caches.open(SHELL)).match(path)
  return cached ?? fetch(request)
}

/** Photos never change; the newest that were seen stay for when there is no network. */
async function photo(request: Request): Promise<Response> {
  const cache = await caches.open(PHOTO_CACHE)
  const cached = await cache.match(request)
  if (cached !== undefined) return cached
  const response = await fetch(request)
  if (response.ok) {
    await cache.put(request, response.clone())
    const kept = await cache.keys()
    await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_PHOTOS)).map((old) => cache.delete(old)))
  }
  return response
}

/** The network is back, and the page may be closed: sends what waits. Rejects where it is to be tried again. */
async function sendOutbox(): Promise<void> {
  const response = await fetch('/api/me', { credentials: 'same-origin' })
  // signed out: the page asks its user to sign in
  if (!response.ok) return
  const me = (await response.json()) as Me
  if (me.type !== 'account') return
  const database = await openFieldDatabase()
  const end = await alone(OUTBOX_LOCK, () => drainOutbox(database.outbox, me.id, Date.now, sendEntry))
  if (end === 'later') throw new Error('Not all could be sent.')
}
