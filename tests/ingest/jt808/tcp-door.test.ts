import { afterEach, describe, expect, test } from 'vitest'
import type { FieldDoor } from '../../../server/ingest/doors/field-doors.ts'
import { TEXT } from '../../../server/ingest/jt808/message-ids.ts'
import type { Session } from '../../../server/ingest/jt808/session.ts'
import { createTcpDoor, type TcpDoorOptions } from '../../../server/ingest/jt808/tcp-door.ts'
import { Jt808Terminal } from '../../support/jt808-terminal.ts'
import { MemoryPlatform } from './memory-platform.ts'

const PHONE = '13800138001'
let door: FieldDoor | undefined
let terminals: Jt808Terminal[] = []

async function open(platform: MemoryPlatform, over: Partial<TcpDoorOptions> = {}): Promise<() => Promise<Jt808Terminal>> {
  door = createTcpDoor({ port: 0, platform, sessionOf: () => undefined, onError() {}, ...over })
  const port = await door.open('127.0.0.1', 0)
  return async () => {
    const terminal = await Jt808Terminal.connect({ port, phone: PHONE })
    terminals.push(terminal)
    return terminal
  }
}
afterEach(async () => {
  await Promise.all(terminals.map((terminal) => terminal.close()))
  await door?.close()
  door = undefined
  terminals = []
})

const fix = (i: number) => ({ recordedAtMs: 1_772_000_000_000 + i * 1000, lng: 116, lat: 40 })

describe('the port', () => {
  test('takes frames of one connection beside each other, up to a bound, and answers all', async () => {
    const platform = new MemoryPlatform(true)
    let waiting = 0
    let most = 0
    platform.submit = async () => {
      most = Math.max(most, ++waiting)
      await new Promise((resolve) => setImmediate(resolve))
      waiting--
    }
    const box = await (await open(platform))()
    await box.signOn()
    const results = await Promise.all(Array.from({ length: 1000 }, (_, i) => box.sendFix(fix(i))))
    expect(results.every((result) => result === 0)).toBe(true)
    expect(most).toBe(64)
  })

  test('goes on with a connection after a frame that could not be committed', async () => {
    const platform = new MemoryPlatform(true)
    const errors: unknown[] = []
    const box = await (await open(platform, { onError: (error) => void errors.push(error) }))()
    await box.signOn()
    const { submit } = platform
    platform.submit = async () => {
      platform.submit = submit
      throw new Error('The database is gone.')
    }
    const lost = box.sendFix(fix(0)).catch((error: Error) => error.message)
    expect(await box.sendFix(fix(1))).toBe(0)
    expect(errors).toEqual([new Error('The database is gone.')])
    await box.close()
    expect(await lost).toContain('ended before the answer')
  })

  test('answers who has said all before it hangs up', async () => {
    const platform = new MemoryPlatform(true)
    let commit!: () => void
    const box = await (await open(platform))()
    await box.signOn()
    platform.submit = () => new Promise<void>((resolve) => {
      commit = resolve
    })
    const taken = box.sendFix(fix(0))
    const said = new Promise<void>((resolve) => box.socket.end(() => resolve()))
    await said
    await expect.poll(() => commit).toBeDefined()
    commit()
    expect(await taken).toBe(0)
    await box.closed
  })

  test('ends who does not sign on in time, and who falls silent', async () => {
    const quick = await (await open(new MemoryPlatform(true), { idleBeforeSignOnMs: -1 }))()
    await quick.closed
    await door?.close()
    const connect = await open(new MemoryPlatform(true), { idleMs: -1 })
    const silent = await connect()
    await silent.signOn()
    await silent.closed
  })

  test('ends a connection that takes less than it is sent, before that fills the memory', async () => {
    const platform = new MemoryPlatform(true)
    // far more than the system buffers for a socket
    platform.signedOn = (session: Session) => {
      for (let i = 0; i < 50_000; i++) session.send(TEXT, Buffer.alloc(1000))
    }
    const box = await (await open(platform))()
    await box.signOn().catch(() => {})
    await box.closed
    expect(box.received.length).toBeLessThan(50_000)
  })

  test('closes with its connections', async () => {
    const box = await (await open(new MemoryPlatform(true)))()
    await box.signOn()
    await door?.close()
    await box.closed
  })
})
