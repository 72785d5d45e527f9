import { describe, expect, test } from 'vitest'
import type { FeedCatchUp, FeedEvent } from '../../../server/contract/live.ts'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { CATCH_UP_LIMIT, createFeedLine } from '../../../server/live/feed/feed-line.ts'
import { createFeedPublisher } from '../../../server/live/feed/publisher.ts'
import type { FeedRow } from '../../../server/live/feed/repository.ts'

function row(seq: number, areaCode = '990101'): FeedRow {
  return { areaCode, event: { seq, at: '', topic: 'case', change: 'report', case: { id: seq } } as unknown as FeedEvent }
}

/** A feed in memory whose reads answer when they are told to. */
class HeldFeed {
  rows: FeedRow[] = []
  oldest = 1
  headSeqNow = 0
  reads: (() => void)[] = []

  append(areaCode?: string): FeedRow {
    const next = row(++this.headSeqNow, areaCode)
    this.rows.push(next)
    return next
  }

  headSeq = () => this.headSeqNow
  oldestSeq = async () => this.oldest
  read = async (since: number, until: number, scopeCode: string, limit: number) => {
    await new Promise<void>((resolve) => this.reads.push(resolve))
    return this.rows
      .filter(({ areaCode, event }) => event.seq > since && event.seq <= until && areaCode.startsWith(scopeCode))
      .slice(0, limit)
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

function client(feed: HeldFeed, scopeCode = '9901') {
  const sent: [seq: number, previousSeq: number][] = []
  const replies: FeedCatchUp[] = []
  const errors: unknown[] = []
  const line = createFeedLine(feed, scopeCode, (event, previous) => sent.push([event.seq, previous]), (e) => errors.push(e))
  return { line, sent, replies, errors, since: (seq: number) => line.since(seq, (reply) => replies.push(reply)) }
}

describe('a line', () => {
  test('is silent until it is asked', async () => {
    const feed = new HeldFeed()
    const { line, sent, since } = client(feed)
    line.offer(feed.append())
    await since(0)
    line.offer(feed.append())
    expect(sent).toEqual([[2, 1]])
  })

  test('holds what is published while a replay is read, and sends it after the reply', async () => {
    const feed = new HeldFeed()
    for (let i = 0; i < 3; i++) feed.append()
    const { line, sent, replies, since } = client(feed)
    const asked = since(1)
    await settle()
    line.offer(feed.append())
    line.offer(feed.append())
    expect([replies, sent]).toEqual([[], []])
    feed.reads.shift()!()
    await asked
    expect(replies).toMatchObject([{ type: 'events', seq: 3, events: [{ seq: 2 }, { seq: 3 }] }])
    expect(sent).toEqual([[4, 3], [5, 4]])
  })

  test('asked again meanwhile, goes on from the later answer', async () => {
    const feed = new HeldFeed()
    for (let i = 0; i < 3; i++) feed.append()
    const { line, sent, replies, since } = client(feed)
    const first = since(1)
    await settle()
    line.offer(feed.append())
    const second = since(3)
    await settle()
    line.offer(feed.append())
    for (const answer of feed.reads) answer()
    await Promise.all([first, second])
    expect(replies.map(({ seq }) => seq)).toEqual([3, 4])
    expect(sent).toEqual([[5, 4]])
  })

  test('resets who asks for too much, for what was deleted, or for what never was', async () => {
    const feed = new HeldFeed()
    for (let i = 0; i < CATCH_UP_LIMIT + 2; i++) feed.append()
    const { replies, since } = client(feed)
    const tooMuch = since(1)
    await settle()
    feed.reads.shift()!()
    await tooMuch
    feed.oldest = 900
    await since(898)
    await since(CATCH_UP_LIMIT + 3)
    await since(0)
    expect(replies).toEqual(Array.from({ length: 4 }, () => ({ type: 'reset', seq: CATCH_UP_LIMIT + 2 })))
    const within = since(899)
    await settle()
    feed.reads.shift()!()
    await within
    expect(replies.at(-1)).toMatchObject({ type: 'events', seq: CATCH_UP_LIMIT + 2 })
  })

  test('resets where the replay cannot be read, and goes on from there', async () => {
    const feed = new HeldFeed()
    feed.append()
    feed.append()
    feed.read = () => Promise.reject(new Error('gone'))
    const { line, sent, replies, errors, since } = client(feed)
    await since(1)
    expect([replies, errors]).toMatchObject([[{ type: 'reset', seq: 2 }], [{ message: 'gone' }]])
    line.offer(feed.append())
    expect(sent).toEqual([[3, 2]])
  })

  test('whatever happens, a client that follows the rules has every event of its scope once and in order', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = mulberry32(seed)
      const feed = new HeldFeed()
      const scope = random() < 0.5 ? '9901' : '990102'
      const screen = { lastSeq: 0, firstSeq: 0, running: false, had: [] as number[] }
      const line = createFeedLine(feed, scope, (event, previousSeq) => {
        // Some are lost on the way.
        if (random() < 0.1 || !screen.running || event.seq <= screen.lastSeq) return
        if (previousSeq !== screen.lastSeq) return ask()
        screen.lastSeq = event.seq
        screen.had.push(event.seq)
      }, () => {})
      const ask = () => {
        screen.running = false
        void line.since(screen.lastSeq, (reply) => {
          if (reply.type === 'reset') screen.firstSeq = reply.seq
          else for (const event of reply.events) screen.had.push(event.seq)
          screen.lastSeq = reply.seq
          screen.running = true
        })
      }
      const answerAll = async () => {
        do {
          await settle()
          feed.reads.shift()?.()
          await settle()
        } while (!screen.running)
      }
      feed.append()
      ask()
      for (let step = 0; step < 80; step++) {
        const action = random()
        if (action < 0.6) line.offer(feed.append(random() < 0.5 ? '990101' : '990102'))
        else if (action < 0.8) feed.reads.shift()?.()
        else if (screen.running) ask()
        await settle()
      }
      await answerAll()
      ask()
      await answerAll()
      const expected = feed.rows
        .filter(({ areaCode, event }) => areaCode.startsWith(scope) && event.seq > screen.firstSeq)
        .map(({ event }) => event.seq)
      expect(screen.had, `seed ${seed}`).toEqual(expected)
    }
  })
})

describe('the publisher', () => {
  function feedOf(rows: FeedRow[]) {
    let failures = 0
    return {
      failNext: (times: number) => { failures = times },
      headSeq: async () => rows.at(-1)?.event.seq ?? 0,
      readAfter: async (seq: number) => {
        await settle()
        if (failures-- > 0) throw new Error('gone')
        return rows.filter(({ event }) => event.seq > seq).slice(0, 3)
      },
    }
  }

  test('gives what is committed from now on, once and in order, however often it is told', async () => {
    const rows = [row(1), row(2)]
    const publisher = await createFeedPublisher(feedOf(rows), () => {})
    const given: number[] = []
    const unsubscribe = publisher.subscribe(({ event }) => given.push(event.seq))
    for (let seq = 3; seq <= 10; seq++) {
      rows.push(row(seq))
      publisher.committed()
      if (seq % 3 === 0) await settle()
    }
    await publisher.idle()
    expect(given).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(publisher.headSeq).toBe(10)
    unsubscribe()
    rows.push(row(11))
    publisher.committed()
    await publisher.idle()
    expect([given.at(-1), publisher.headSeq]).toEqual([10, 11])
  })

  test('tells of a read that fails, and brings what it missed with the next', async () => {
    const rows = [row(1)]
    const feed = feedOf(rows)
    const errors: unknown[] = []
    const publisher = await createFeedPublisher(feed, (error) => errors.push(error))
    const given: number[] = []
    publisher.subscribe(({ event }) => given.push(event.seq))
    feed.failNext(1)
    rows.push(row(2))
    publisher.committed()
    await publisher.idle()
    expect([given, errors]).toMatchObject([[], [{ message: 'gone' }]])
    rows.push(row(3))
    publisher.committed()
    await publisher.idle()
    expect(given).toEqual([2, 3])
  })
})
