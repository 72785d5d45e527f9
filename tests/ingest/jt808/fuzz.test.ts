import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame, escape, LARGEST_ESCAPED } from '../../../server/ingest/jt808/frame.ts'
import { FrameSplitter } from '../../../server/ingest/jt808/frame-splitter.ts'
import { Session } from '../../../server/ingest/jt808/session.ts'
import { MemoryPlatform } from './memory-platform.ts'

// Real-looking frames, and what once was or may become trouble: each file is a stream of bytes. What a run finds is added.
const folder = join(import.meta.dirname, 'corpus')
const corpus = readdirSync(folder).sort().map((name) => ({
  name, bytes: Buffer.from(readFileSync(join(folder, name), 'utf8').replaceAll(/\s/g, ''), 'hex'),
}))

const SEED = 808
const RUNS = 20_000
const MOST_MESSAGES = 16
const BEGAN_MS = Date.parse('2026-03-01T10:00:00+08:00')

/** Feeds chunks to a session as a connection does, and answers with all that came back. */
async function converse(chunks: readonly Buffer[], platform: MemoryPlatform): Promise<Buffer> {
  const answers: Buffer[] = []
  const splitter = new FrameSplitter()
  const session = new Session({ address: '192.0.2.1', write: (bytes) => void answers.push(bytes), end() {} }, platform)
  for (const chunk of chunks) {
    splitter.push(chunk)
    for (let segment = splitter.next(); segment; segment = splitter.next()) {
      check(segment.bytes.length <= LARGEST_ESCAPED, 'a segment longer than a frame')
      await session.take(segment, BEGAN_MS)
    }
  }
  session.closed()
  return Buffer.concat(answers)
}

/** Fails where something that we send is no frame, or where a record could break what stores it. */
function checkWhatCameOfIt(answers: Buffer, { records, aside, parts }: MemoryPlatform): void {
  const splitter = new FrameSplitter()
  splitter.push(answers)
  for (let segment = splitter.next(); segment; segment = splitter.next()) {
    check('frame' in decodeFrame(segment.bytes), 'an answer that is no frame')
  }
  for (const { report } of records) {
    if (report.type === 'fix') {
      const { lng, lat, recordedAtMs, ...lesser } = report.reading
      check([lng, lat, recordedAtMs].every(Number.isFinite), 'a place or a time that is no number')
      check(!Object.values(lesser).some(Number.isNaN), 'a value that is no number')
    }
  }
  for (const { reason } of aside) check(reason.startsWith('malformed: '), 'no reason')
  check(parts.size <= MOST_MESSAGES, 'too many parts kept')
}

/** As `expect`, which takes longer than what is tested here. */
function check(holds: boolean, trouble: string): void {
  if (!holds) throw new Error(trouble)
}

const chopped = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))

describe('the corpus', () => {
  test.each(corpus)('$name is taken without harm, however it is cut, signed on or not', async ({ bytes }) => {
    for (const needsSignOn of [true, false]) {
      const said = []
      for (const size of [1, 7, 64, Math.max(1, bytes.length)]) {
        const platform = new MemoryPlatform(needsSignOn, MOST_MESSAGES)
        const answers = await converse(chopped(bytes, size), platform)
        checkWhatCameOfIt(answers, platform)
        said.push(answers.toString('hex'))
      }
      expect(new Set(said).size).toBe(1)
    }
  })
})

/** What happens to bytes on the way: some are others, some are lost, some come twice, some come from nowhere. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('insert' as const), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 20 }) }),
)
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never

function mutate(bytes: Buffer, change: Mutation): Buffer {
  const at = change.at % (bytes.length + 1)
  switch (change.kind) {
    case 'set':
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(change.byte), bytes.subarray(at + 1)])
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)])
    case 'double':
      return Buffer.concat([bytes.subarray(0, at + change.length), bytes.subarray(at)])
    case 'insert':
      return Buffer.concat([bytes.subarray(0, at), change.bytes, bytes.subarray(at)])
  }
}

/** The frame with a check byte that fits what it has become, so that what lies behind the check is reached. */
function repaired(bytes: Buffer): Buffer {
  const inside = bytes.subarray(bytes[0] === 0x7e ? 1 : 0, bytes.at(-1) === 0x7e ? -1 : undefined)
  const body = inside.subarray(0, -1)
  return escape(Buffer.concat([body, Buffer.of(body.reduce((check, byte) => check ^ byte, 0))]))
}

describe('mutated and random bytes', () => {
  const sample = fc.constantFrom(...corpus.map(({ bytes }) => bytes))
  const mutated = fc.tuple(sample, fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([bytes, changes]) => changes.reduce(mutate, bytes))
  const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))
  const input = fc.oneof(
    { arbitrary: mutated, weight: 4 },
    { arbitrary: mutated.map(repaired), weight: 5 },
    { arbitrary: random, weight: 1 },
    { arbitrary: random.map((bytes) => repaired(bytes)), weight: 1 },
  )

  test(`never throw, never hang, and are bounded: ${RUNS} inputs`, async () => {
    const platforms = [new MemoryPlatform(true, MOST_MESSAGES), new MemoryPlatform(false, MOST_MESSAGES)]
    await fc.assert(
      fc.asyncProperty(input, fc.integer({ min: 1, max: 400 }), fc.boolean(), async (bytes, size, needsSignOn) => {
        const platform = platforms[needsSignOn ? 0 : 1]
        const answers = await converse(chopped(bytes, size), platform)
        checkWhatCameOfIt(answers, platform)
        platform.records.length = 0
        platform.aside.length = 0
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
