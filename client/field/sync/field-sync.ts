import type { FieldCase, FieldTopic } from '../../../server/contract/api/field-work.ts'
import { ApiError } from '../../api/api-error.ts'
import { getJson, postJson } from '../../api/fetch-json.ts'
import { alone } from '../offline/alone.ts'
import type { FieldDatabase } from '../offline/field-database.ts'
import { OUTBOX_LOCK, OUTBOX_SYNC, PHOTO_CACHE } from '../offline/names.ts'
import { addWork, drainOutbox, entriesOf, type FieldWork, type OutboxEntry } from '../offline/outbox.ts'
import { sendEntry } from '../offline/send-entry.ts'
import type { FieldState, FieldStore } from './field-store.ts'
import { listenChanges } from './listen-changes.ts'

/** Also without a word of the server: a phone sleeps, and its line with it. */
const READ_EVERY_MS = 60_000
const RETRY_MS = 10_000
/** Words of the server that come together cost one reading. */
const GATHER_MS = 300

const PATHS = {
  facts: '/api/field/me', orders: '/api/field/orders', messages: '/api/field/messages', whistles: '/api/whistles',
} as const
type List = keyof typeof PATHS
const LISTS = Object.keys(PATHS) as List[]

/** Keeps what the phone shows as new as the network lets it be, and sends what was done on it. */
export class FieldSync {
  readonly #database: FieldDatabase
  readonly #store: FieldStore
  readonly #accountId: number
  readonly #ends: (() => void)[] = []
  readonly #due = new Set<FieldTopic>()
  #gathering: ReturnType<typeof setTimeout> | undefined
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(database: FieldDatabase, store: FieldStore, accountId: number) {
    this.#database = database
    this.#store = store
    this.#accountId = accountId
  }

  /** Shows what is kept, then asks, listens and sends until `stop`. Resolves when what is kept is shown. */
  async start(): Promise<void> {
    const kept: Partial<FieldState> = {}
    for (const list of LISTS) (kept[list] as unknown) = await this.#database.kept(this.#accountId, PATHS[list])
    this.#store.setState(kept)
    await this.#showOutbox()
    const again = () => void this.refresh()
    const changed = () => {
      this.#store.setState({ link: navigator.onLine ? 'online' : 'offline' })
      if (navigator.onLine) again()
    }
    const seen = () => {
      if (!document.hidden) again()
    }
    addEventListener('online', changed)
    addEventListener('offline', changed)
    document.addEventListener('visibilitychange', seen)
    const timer = setInterval(seen, READ_EVERY_MS)
    this.#ends.push(
      () => removeEventListener('online', changed), () => removeEventListener('offline', changed),
      () => document.removeEventListener('visibilitychange', seen), () => clearInterval(timer),
      listenChanges((topic) => this.#readSoon(topic), again),
      () => clearTimeout(this.#gathering), () => clearTimeout(this.#retry),
    )
    again()
  }

  stop(): void {
    for (const end of this.#ends) end()
  }

  /** Sends what waits, then reads everything again. */
  async refresh(): Promise<void> {
    await this.send()
    await Promise.all(LISTS.map((list) => this.#read(list)))
  }

  /** Does something on this phone: it is kept at once, and sent as soon as that can be. Resolves once it is kept. */
  async do(work: FieldWork): Promise<void> {
    await addWork(this.#database.outbox, work, this.#accountId, Date.now(), newId())
    await this.#showOutbox()
    await registerSync()
    void this.send().then(() => this.#readAfter([work]))
  }

  /** Sends what waits. Resolves when nothing more can be sent now. */
  async send(): Promise<void> {
    const waiting = this.#store.getState().outbox.filter(({ state }) => state.type === 'waiting')
    if (waiting.length === 0) return
    this.#store.setState({ link: 'sending' })
    const end = await alone(OUTBOX_LOCK, () => drainOutbox(
      this.#database.outbox, this.#accountId, Date.now, sendEntry, () => void this.#showOutbox(),
    ))
    await this.#showOutbox()
    this.#store.setState({ link: end === 'signed-out' ? 'signed-out' : end === 'later' ? 'offline' : 'online' })
    clearTimeout(this.#retry)
    if (end === 'later') this.#retry = setTimeout(() => void this.refresh(), RETRY_MS)
  }

  /** Lets an entry that was refused be sent once more. */
  async again(entry: OutboxEntry): Promise<void> {
    await this.#database.outbox.put({ ...entry, state: { type: 'waiting' } })
    await this.#showOutbox()
    await this.send()
    await this.#readAfter([entry.work])
  }

  /** Throws an entry away, because its maker says so. */
  async discard(entry: OutboxEntry): Promise<void> {
    await this.#database.outbox.delete(entry.id)
    await this.#showOutbox()
    await this.send()
  }

  /** Reads a case, what is kept of it first. */
  async readCase(id: number): Promise<void> {
    const path = `/api/field/cases/${id}`
    const kept = await this.#database.kept<FieldCase>(this.#accountId, path)
    if (kept !== undefined) this.#showCase(id, kept)
    const answer = await this.#ask<FieldCase>(path)
    if (answer !== undefined) this.#showCase(id, answer)
  }

  /** Asks the server to do something that only makes sense at once; rejects with ApiError where it does not. */
  async now<T>(path: string, body: object, ...lists: List[]): Promise<T> {
    const answer = await postJson<T>(path, body)
    await Promise.all(lists.map((list) => this.#read(list)))
    return answer
  }

  /** Forgets what was read, so that the next user of the phone does not see it. Work that waits stays. */
  async forget(): Promise<void> {
    await this.#database.forgetAnswers()
    if (typeof caches !== 'undefined') await caches.delete(PHOTO_CACHE)
  }

  #readSoon(topic: FieldTopic): void {
    this.#due.add(topic)
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      const topics = [...this.#due]
      this.#due.clear()
      for (const list of topics) void this.#read(list)
      if (topics.includes('orders')) this.#readShownCases()
    }, GATHER_MS)
  }

  /** What was done may have changed these. */
  async #readAfter(works: readonly FieldWork[]): Promise<void> {
    const types = new Set(works.map(({ type }) => type))
    if (types.has('step') || types.has('report')) await this.#read('orders')
    if (types.has('check-in')) await this.#read('whistles')
    if (types.has('read')) await this.#read('messages')
    for (const work of works) if (work.type === 'step') await this.readCase(work.caseId)
  }

  #readShownCases(): void {
    for (const id of this.#store.getState().cases.keys()) void this.readCase(id)
  }

  async #read(list: List): Promise<void> {
    const answer = await this.#ask(PATHS[list])
    if (answer !== undefined) this.#store.setState({ [list]: answer })
  }

  /** Asks and keeps the answer; undefined where none came, which the state then tells. */
  async #ask<T>(path: string): Promise<{ value: T; atMs: number } | undefined> {
    try {
      const answer = { value: await getJson<T>(path), atMs: Date.now() }
      await this.#database.keep(this.#accountId, path, answer)
      if (this.#store.getState().link === 'offline') this.#store.setState({ link: 'online' })
      this.#store.setState({ error: undefined })
      return answer
    } catch (error) {
      const isUnreachable = error instanceof ApiError && (error.status === 0 || error.status >= 502)
      this.#store.setState(isUnreachable ? { link: 'offline' } : { error })
      return undefined
    }
  }

  #showCase(id: number, answer: { value: FieldCase; atMs: number }): void {
    this.#store.setState(({ cases }) => ({ cases: new Map(cases).set(id, answer) }))
  }

  async #showOutbox(): Promise<void> {
    const all = await this.#database.outbox.all()
    const outbox = await entriesOf({ ...this.#database.outbox, all: async () => all }, this.#accountId)
    this.#store.setState({ outbox, foreignEntries: all.length - outbox.length })
  }
}

/** Pages without TLS have no randomUUID. */
function newId(): string {
  if (crypto.randomUUID !== undefined) return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Lets the browser send when the network is back, also where the page is closed by then; where it can. */
async function registerSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/field')
  const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } }
  await sync?.register(OUTBOX_SYNC).catch(() => undefined)
}
