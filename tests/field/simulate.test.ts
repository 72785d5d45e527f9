import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRecordingServer, TOKEN, type RecordingServer } from './recording-server.ts'

const script = join(import.meta.dirname, '../../geodata/field/simulate.ts')

describe('npm run simulate', () => {
  let server: RecordingServer
  let dataDir: string

  beforeAll(async () => {
    server = await startRecordingServer()
    dataDir = await mkdtemp(join(tmpdir(), 'gridwall-simulate-'))
  })
  afterAll(async () => {
    await server.close()
    await rm(dataDir, { recursive: true })
  })

  function run(args: readonly string[], token: string): ChildProcess {
    return spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      env: { ...process.env, GRIDWALL_TOKEN: token },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
  }
  const walk = () =>
    run(
      ['--server', server.address, '--data-dir', dataDir, '--grids', '20', '--city-workers', '20', '--interval', '0.5'],
      TOKEN,
    )
  const errorsOf = async (child: ChildProcess) => {
    let text = ''
    child.stderr!.setEncoding('utf8').on('data', (part: string) => { text += part })
    const [[code]] = await Promise.all([once(child, 'exit'), once(child.stderr!, 'end')])
    return { code, text }
  }

  it('walks until it is told to stop, and ends well', async () => {
    const child = walk()
    await server.until(({ batches, osmand }) => batches.length + osmand.length > 5)
    child.kill('SIGTERM')
    expect(await errorsOf(child)).toEqual({ code: 0, text: '' })
  })

  it('ends with the process that started it', async () => {
    const before = server.osmand.length
    const child = walk()
    await server.until(({ osmand }) => osmand.length > before + 5)
    child.disconnect()
    expect(await errorsOf(child)).toEqual({ code: 0, text: '' })
  })

  it('says which option is wrong', async () => {
    const { code, text } = await errorsOf(run(['--interval', 'soon'], TOKEN))
    expect(code).toBe(2)
    expect(text).toMatch(/^--interval soon: expected a number from 0.5 to 3600\n/)
  })

  it('says that its token is refused', async () => {
    const args = ['--server', server.address, '--data-dir', dataDir, '--grids', '20', '--city-workers', '20']
    const { code, text } = await errorsOf(run(args, 'an old token'))
    expect(code).toBe(1)
    expect(text).toContain('field: stopped: 401')
  })
})
