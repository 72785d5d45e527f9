import { expect, test } from 'vitest'
import { inTurn } from '../../server/db/in-turn.ts'

test('one piece of work runs at a time, in order, whether those before it fail or not', async () => {
  const one = inTurn({ most: 10, patienceMs: 1000 })
  const log: string[] = []
  const work = (name: string, fails = false) => one(async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    log.push(`${name} ends`)
    if (fails) throw new Error(name)
    return name
  })
  const outcomes = await Promise.allSettled([work('a'), work('b', true), work('c')])
  expect(outcomes).toMatchObject([{ value: 'a' }, { reason: new Error('b') }, { value: 'c' }])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('more than may wait are told to come back, until there is room', async () => {
  const one = inTurn({ most: 2, patienceMs: 1000 })
  let open = (): void => {}
  const waiting = [one(() => new Promise<void>((resolve) => (open = resolve))), one(async () => 'second')]
  await expect(one(async () => 'third')).rejects.toMatchObject({ statusCode: 503, retryAfterSeconds: 1 })
  open()
  expect(await Promise.all(waiting)).toEqual([undefined, 'second'])
  expect(await one(async () => 'third')).toBe('third')
})

test('whose turn comes too late is told to come back, and not run', async () => {
  let nowMs = 0
  const ran: string[] = []
  const one = inTurn({ most: 5, patienceMs: 1000, nowMs: () => nowMs })
  const slow = one(async () => void (nowMs = 1500))
  const late = one(async () => ran.push('late'))
  await slow
  await expect(late).rejects.toMatchObject({ statusCode: 503 })
  await one(async () => ran.push('next'))
  expect(ran).toEqual(['next'])
})
