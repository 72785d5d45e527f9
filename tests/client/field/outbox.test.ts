import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWork, drainOutbox, entriesOf, type FieldWork, type OutboxEntry, type OutboxStore, requestOf, type Sending,
  sendingOf,
} from '../../../client/field/offline/outbox.ts'

/** The phone's store, in memory: what is put is there, whole and apart from what was given. */
function memoryStore(): OutboxStore & { entries: Map<string, OutboxEntry> } {
  const entries = new Map<string, OutboxEntry>()
  return {
    entries,
    all: async () => structuredClone([...entries.values()]),
    put: async (entry) => void entries.set(entry.id, structuredClone(entry)),
    delete: async (id) => void entries.delete(id),
  }
}

const step = (caseId: number, name: 'accept' | 'handle' | 'close' = 'handle'): FieldWork =>
  ({ type: 'step', caseId, caseNumber: `N${caseId}`, step: name, body: { note: 'done' } })
const read = (messageId: number): FieldWork => ({ type: 'read', messageId })
const now = () => 1000
const SENT: Sending = { type: 'sent' }
const REFUSED: Sending = { type: 'refused', status: 409, code: 'CASE_STATE', message: 'It is closed.' }

async function outboxOf(...works: readonly FieldWork[]): Promise<ReturnType<typeof memoryStore>> {
  const store = memoryStore()
  for (const [at, work] of works.entries()) await addWork(store, work, 7, at, `id-${at}`)
  return store
}

describe('the outbox of a phone', () => {
  it('sends what was done in the order in which it was done, and keeps nothing that arrived', async () => {
    const store = await outboxOf(step(1, 'accept'), read(5), step(1))
    const order: string[] = []
    expect(await drainOutbox(store, 7, now, async ({ id }) => (order.push(id), SENT))).toBe('done')
    expect(order).toEqual(['id-0', 'id-1', 'id-2'])
    expect(store.entries.size).toBe(0)
  })

  it('stops where nothing comes back, and begins there again', async () => {
    const store = await outboxOf(step(1), step(2), step(3))
    const answers: Sending[] = [SENT, { type: 'later' }]
    expect(await drainOutbox(store, 7, now, async () => answers.shift()!)).toBe('later')
    expect((await entriesOf(store, 7)).map(({ id }) => id)).toEqual(['id-1', 'id-2'])
    expect(await drainOutbox(store, 7, now, async () => SENT)).toBe('done')
    expect(store.entries.size).toBe(0)
  })

  it('keeps what the server refuses and why, holds what comes after it about the same case, and goes on', async () => {
    const store = await outboxOf(step(1, 'accept'), step(1), step(2), read(3))
    const asked: string[] = []
    const send = async (entry: OutboxEntry): Promise<Sending> => {
      asked.push(entry.id)
      return entry.id === 'id-0' ? REFUSED : SENT
    }
    expect(await drainOutbox(store, 7, now, send)).toBe('done')
    expect(asked).toEqual(['id-0', 'id-2', 'id-3'])
    expect(await entriesOf(store, 7)).toMatchObject([
      { id: 'id-0', state: { type: 'refused', status: 409, code: 'CASE_STATE', message: 'It is closed.', atMs: 1000 } },
      { id: 'id-1', state: { type: 'waiting' } },
    ])
    // asked again, nothing is sent by itself
    expect(await drainOutbox(store, 7, now, send)).toBe('done')
    expect(asked).toHaveLength(3)
    await store.delete('id-0')
    await drainOutbox(store, 7, now, send)
    expect(store.entries.size).toBe(0)
  })

  it('sends nothing of somebody else who used the phone before, and loses nothing of his', async () => {
    const store = await outboxOf(step(1))
    await addWork(store, step(2), 8, 5, 'of-eight')
    expect(await drainOutbox(store, 8, now, async () => SENT)).toBe('done')
    expect([...store.entries.keys()]).toEqual(['id-0'])
  })

  it('stops where the session has ended, and keeps all', async () => {
    const store = await outboxOf(step(1), step(2))
    expect(await drainOutbox(store, 7, now, async () => ({ type: 'signed-out' }))).toBe('signed-out')
    expect(store.entries.size).toBe(2)
  })

  it('takes what is added while it sends with the next round, after all else', async () => {
    const store = await outboxOf(step(1))
    await drainOutbox(store, 7, now, async () => {
      if (store.entries.size === 1) await addWork(store, step(9), 7, 9, 'late')
      return SENT
    })
    expect(await entriesOf(store, 7)).toMatchObject([{ id: 'late', place: 2 }])
  })

  it('whatever the network does, brings each piece of work once, in order for each case, and drops none', async () => {
    const work = fc.record({ caseId: fc.integer({ min: 1, max: 3 }) })
    const answer = fc.constantFrom('sent', 'lost-answer', 'later', 'refused')
    const allWorks = fc.array(work, { maxLength: 8 })
    await fc.assert(fc.asyncProperty(allWorks, fc.infiniteStream(answer), async (works, answers) => {
      const store = await outboxOf(...works.map(({ caseId }) => step(caseId)))
      const taken: string[] = []
      const send = async (entry: OutboxEntry): Promise<Sending> => {
        const what = answers.next().value
        if (what === 'later') return { type: 'later' }
        if (what === 'refused' && !taken.includes(entry.id)) return REFUSED
        // the server knows the key of what it has taken before
        if (!taken.includes(entry.id)) taken.push(entry.id)
        return what === 'lost-answer' ? { type: 'later' } : SENT
      }
      const refused = new Set<string>()
      for (let round = 0; round < 500 && store.entries.size > 0; round++) {
        await drainOutbox(store, 7, now, send)
        for (const entry of await entriesOf(store, 7)) {
          if (entry.state.type !== 'refused') continue
          refused.add(entry.id)
          await store.put({ ...entry, state: { type: 'waiting' } })
        }
      }
      expect(store.entries.size).toBe(0)
      expect([...taken].sort()).toEqual(works.map((_, at) => `id-${at}`).sort())
      for (const caseId of [1, 2, 3]) {
        const mine = taken.filter((id) => works[Number(id.slice(3))].caseId === caseId).map((id) => Number(id.slice(3)))
        expect(mine).toEqual([...mine].sort((a, b) => a - b))
      }
    }), { seed: 5, numRuns: 100 })
  })
})

describe('a piece of work', () => {
  const entry = (work: FieldWork): OutboxEntry =>
    ({ id: 'the-key', accountId: 7, madeAtMs: 0, place: 1, work, state: { type: 'waiting' } })

  it('carries its own key to the server, and how long ago it was made', () => {
    expect(requestOf(entry(step(4)), 5000)).toEqual({
      path: '/api/cases/4/steps/handle', body: { note: 'done', key: 'the-key', madeAgoMs: 5000 },
    })
    const body = { category: 'M06001', description: 'x', lng: 1, lat: 2, channel: 'patrol' } as const
    expect(requestOf(entry({ type: 'report', body, kind: { name: '垃圾', nameEn: 'Litter' } }), 7000)).toEqual({
      path: '/api/cases', body: { ...body, externalNumber: 'the-key', madeAgoMs: 7000 },
    })
    expect(requestOf(entry(read(3)), 0).path).toBe('/api/field/messages/3/read')
  })

  it('is never made in the future, also where the clock of the phone was set back since', () => {
    expect(requestOf({ ...entry(step(4)), madeAtMs: 9000 }, 5000).body).toMatchObject({ madeAgoMs: 0 })
  })

  it.each([
    [200, 'sent'], [201, 'sent'], [204, 'sent'], [401, 'signed-out'], [0, 'later'], [408, 'later'], [429, 'later'],
    [500, 'later'], [503, 'later'], [400, 'refused'], [403, 'refused'], [404, 'refused'], [409, 'refused'], [413, 'refused'],
  ])('answered by %d is %s', (status, type) => {
    expect(sendingOf(status, 'CODE', 'why').type).toBe(type)
  })
})
