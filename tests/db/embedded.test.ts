import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/db/database.ts'
import { lockDataDirectory, takeDirectory } from '../../server/db/embedded/data-directory-lock.ts'
import { tidy } from '../../server/db/embedded/keep-house.ts'
import { withoutReadyAtEnd } from '../../server/db/embedded/ready-for-query.ts'
import { cutTar } from '../../server/db/embedded/postgis-bundle.ts'
import { copyOfDataDirectory } from '../support/database.ts'

describe('the embedded database', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await copyOfDataDirectory()
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  /** Lets a process write until it has acknowledged some batches, kills it, and returns the last one acknowledged. */
  async function killWhileWriting(from: number): Promise<number> {
    const script = join(import.meta.dirname, 'write-until-killed.ts')
    const writer = spawn(process.execPath, ['--import', 'tsx', script, dataDir, String(from)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(writer, 'exit')
    let last = from - 1
    for await (const line of createInterface({ input: writer.stdout })) {
      last = Number(line)
      // Further lines may come from the pipe after the kill: they were acknowledged too.
      if (last === from + 9) writer.kill('SIGKILL')
    }
    await exited
    return last
  }

  it('loses no acknowledged row to three kills in the middle of writing, and starts again after each', async () => {
    // A run begins two batches after the last one acknowledged: the one between may have been committed unheard.
    const acknowledged: number[] = []
    for (let kill = 0, from = 0; kill < 3; kill++) {
      const last = await killWhileWriting(from)
      for (let batch = from; batch <= last; batch++) acknowledged.push(batch)
      from = last + 2
    }

    const database = await openDatabase({ dataDir })
    const { rows } = await database.query<{ batch: number; rows: number }>(
      'select id / 500 as batch, count(*)::int as rows from acknowledged group by 1 order by 1',
    )
    await database.close()

    expect(acknowledged.length).toBeGreaterThanOrEqual(30)
    const stored = new Set(rows.map(({ batch }) => batch))
    expect(acknowledged.filter((batch) => !stored.has(batch))).toEqual([])
    // Of each batch all rows or none.
    expect(rows.filter((row) => row.rows !== 500)).toEqual([])
  })

  it('keeps its data over a clean stop, and gives the directory back', async () => {
    const first = await openDatabase({ dataDir })
    await first.query('create table kept as select 42 as answer')
    await first.close()
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false)

    const second = await openDatabase({ dataDir })
    expect((await second.query('select answer from kept')).rows).toEqual([{ answer: 42 }])
    await second.close()
  })

  it('is refused to a second server on the same directory, which says who has it', async () => {
    const database = await openDatabase({ dataDir })
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({
      name: 'StartError',
      message: `Another server (process ${process.pid}) is using the data directory ${dataDir}`,
      hint: expect.stringContaining('--data-dir'),
    })
    expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await database.close()
  })

  it('begins anew where the very first start was killed half way', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gridwall-embedded-'))
    const database = await openDatabase({ dataDir: directory })
    await database.close()
    await rm(join(directory, 'postgres/first-start-completed'))
    await rm(join(directory, 'postgres/global'), { recursive: true })

    const again = await openDatabase({ dataDir: directory })
    expect((await again.query('select postgis_version() is not null as there')).rows).toEqual([{ there: true }])
    await again.close()
    await rm(directory, { recursive: true })
  })

  it('says which directory it cannot open', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gridwall-embedded-'))
    await writeFile(join(directory, 'cache'), 'a file where a directory should be')
    await expect(openDatabase({ dataDir: directory })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining(directory),
    })
    await rm(directory, { recursive: true })
  })

  it('throws at once instead of waiting for ever for the one connection that a transaction holds', async () => {
    const database = await openDatabase({ dataDir, durable: false })
    const words = 'Inside a transaction use the transaction that was given'
    await expect(database.transaction(() => database.query('select 1'))).rejects.toThrow(words)
    await expect(database.transaction(() => database.transaction(async () => 1))).rejects.toThrow(words)
    await database.close()
  })

  it('makes the checkpoints and vacuums what nobody else does for it', async () => {
    const database = await openDatabase({ dataDir, durable: false })
    await database.query("create table churn as select g as id, repeat('x', 200) as text from generate_series(1, 200000) g")
    await database.query("update churn set text = repeat('y', 200)")
    await database.query('select pg_stat_force_next_flush()')
    const state = async (): Promise<unknown> =>
      (
        await database.query(
          `select n_dead_tup > 0 as dead, pg_current_wal_lsn() - redo_lsn > 64 * 1024 * 1024 as long
           from pg_stat_user_tables, pg_control_checkpoint() where relname = 'churn'`,
        )
      ).rows[0]
    expect(await state()).toEqual({ dead: true, long: true })
    await tidy(database.pool)
    expect(await state()).toEqual({ dead: false, long: false })
    await database.close()
  })
})

describe('the answer to a statement that fails', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await copyOfDataDirectory()
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  it('is one answer: the next statement waits for its own', async () => {
    const database = await openDatabase({ dataDir, durable: false })
    for (const failing of ['select 1 / $1::int', 'select nonsense, $1::int', "select 'x'::int + $1::int"]) {
      for (let n = 0; n < 50; n++) {
        await expect(database.query(failing, [0])).rejects.toThrow()
        expect((await database.query<{ n: number }>('select $1::int as n', [n])).rows).toEqual([{ n }])
      }
    }
    await database.close()
  })

  it('loses only the early ReadyForQuery, however the bytes are cut', () => {
    const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])
    const error = Buffer.from('E....SERROR....')
    for (const [answer, rest] of [
      [Buffer.concat([error, ready]), error],
      [Buffer.concat([ready, error]), Buffer.concat([ready, error])],
      [ready, Buffer.alloc(0)],
      [Buffer.from('1'), Buffer.from('1')],
    ] as const) {
      for (let size = 1; size <= answer.length; size++) {
        const passed: Uint8Array[] = []
        const { send, end } = withoutReadyAtEnd((bytes) => passed.push(Uint8Array.from(bytes)))
        for (let at = 0; at < answer.length; at += size) send(answer.subarray(at, at + size))
        end()
        expect(Buffer.concat(passed)).toEqual(Buffer.from(rest))
      }
    }
  })
})

describe('the lock of a data directory', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gridwall-lock-'))
  })
  afterAll(() => rm(directory, { recursive: true }))

  it('is taken over from a process that is gone', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
    await once(gone, 'exit')
    await writeFile(join(directory, 'server.lock'), JSON.stringify({ pid: gone.pid, bornAt: '1' }))
    lockDataDirectory(directory)()
  })

  it('is taken over from a process whose number now belongs to another', async () => {
    await writeFile(join(directory, 'server.lock'), JSON.stringify({ pid: process.ppid, bornAt: '1' }))
    lockDataDirectory(directory)()
    await writeFile(join(directory, 'server.lock'), JSON.stringify({ pid: process.pid, bornAt: '1' }))
    lockDataDirectory(directory)()
  })

  it('is waited for by who asks so, until it is given back or not wanted any more', async () => {
    const { signal } = new AbortController()
    const giveBack = lockDataDirectory(directory)
    const order: string[] = []
    const second = takeDirectory(directory, signal).then((giveBack) => {
      order.push('taken')
      return giveBack
    })
    await expect(takeDirectory(directory, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    order.push('given back')
    giveBack()
    const giveBackAgain = await second
    expect(order).toEqual(['given back', 'taken'])
    giveBackAgain()
  })

  it('is taken over where a power failure cut the file short', async () => {
    await writeFile(join(directory, 'server.lock'), '')
    const unlock = lockDataDirectory(directory)
    expect(JSON.parse(await readFile(join(directory, 'server.lock'), 'utf8'))).toMatchObject({ pid: process.pid })
    unlock()
  })
})

describe('the PostGIS bundle', () => {
  it('keeps the files that match, whole, and drops the others', () => {
    const archive = Buffer.concat([tarEntry('a/one', 'x'.repeat(700)), tarEntry('b/two', 'y'), tarEntry('a/three', 'z')])
    const cut = cutTar(Buffer.concat([archive, Buffer.alloc(1024)]), [/^a\//])
    expect(Buffer.from(cut)).toEqual(
      Buffer.concat([tarEntry('a/one', 'x'.repeat(700)), tarEntry('a/three', 'z'), Buffer.alloc(1024)]),
    )
  })
})

/** One file of a tar archive, with the fields that matter here. */
function tarEntry(name: string, content: string): Buffer {
  const entry = Buffer.alloc(512 + Math.ceil(content.length / 512) * 512)
  entry.write(name, 0)
  entry.write(content.length.toString(8).padStart(11, '0'), 124)
  entry.write('0', 156)
  entry.write(content, 512)
  return entry
}
