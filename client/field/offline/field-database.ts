import type { OutboxEntry, OutboxStore } from './outbox.ts'

const NAME = 'gridwall-field'
const VERSION = 1

/** An answer of the server, and when it came. */
export interface Kept<T> {
  value: T
  atMs: number
}

/** What a phone keeps: the work that is to be sent, and the answers that were last seen, each of an account. */
export interface FieldDatabase {
  outbox: OutboxStore
  /** The answer to a path that was last kept for an account, or undefined. */
  kept<T>(accountId: number, path: string): Promise<Kept<T> | undefined>
  keep<T>(accountId: number, path: string, answer: Kept<T>): Promise<void>
  /** Forgets all answers, of whomever; work stays. */
  forgetAnswers(): Promise<void>
}

/** Opens the phone's own database. Rejects where the browser keeps nothing, as in some private windows. */
export async function openFieldDatabase(): Promise<FieldDatabase> {
  const opening = indexedDB.open(NAME, VERSION)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('outbox', { keyPath: 'id' })
    opening.result.createObjectStore('answers')
  })
  const database = await answerOf(opening)

  /** Resolves once the transaction is durable, not when the request has succeeded. */
  function write(store: string, change: (objects: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, 'readwrite', { durability: 'strict' })
      change(transaction.objectStore(store))
      const fail = () => reject(transaction.error ?? new Error('The phone could not keep it.'))
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('error', fail)
      transaction.addEventListener('abort', fail)
    })
  }
  const read = (store: string): IDBObjectStore => database.transaction(store, 'readonly').objectStore(store)
  const keyOf = (accountId: number, path: string): string => `${accountId} ${path}`

  return {
    outbox: {
      all: () => answerOf<OutboxEntry[]>(read('outbox').getAll()),
      put: (entry) => write('outbox', (entries) => entries.put(entry)),
      delete: (id) => write('outbox', (entries) => entries.delete(id)),
    },
    kept: <T>(accountId: number, path: string) =>
      answerOf<Kept<T> | undefined>(read('answers').get(keyOf(accountId, path))),
    keep: (accountId, path, answer) => write('answers', (answers) => answers.put(answer, keyOf(accountId, path))),
    forgetAnswers: () => write('answers', (answers) => answers.clear()),
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The phone could not read it.')))
  })
}
