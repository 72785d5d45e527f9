import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { checkVersions } from '../../server/db/check-server.ts'
import { openDatabase } from '../../server/db/database.ts'
import { describeWithPostgis } from '../support/database.ts'

describe('a database server that cannot be used', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.close()
  })

  /** A server that answers the first message of each connection with these bytes, and its port. */
  async function answering(answer: Buffer): Promise<number> {
    server = createServer((socket) => socket.on('error', () => {}).once('data', () => socket.end(answer)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  /** PostgreSQL's error message with its severity, code and text. */
  function refusal(code: string, text: string): Buffer {
    const fields = Buffer.from(`SFATAL\0C${code}\0M${text}\0\0`)
    const head = Buffer.alloc(5)
    head.write('E')
    head.writeInt32BE(fields.length + 4, 1)
    return Buffer.concat([head, fields])
  }

  const open = (port: number, rest = ''): Promise<unknown> =>
    openDatabase({ databaseUrl: `postgres://officer:hidden@127.0.0.1:${port}/city${rest}`, dataDir: '' })

  it('does not answer', async () => {
    const port = await answering(Buffer.alloc(0))
    server!.close()
    await once(server!, 'close')
    await expect(open(port)).rejects.toMatchObject({
      name: 'StartError',
      message: `No database server answers at 127.0.0.1:${port} (ECONNREFUSED)`,
      hint: expect.stringContaining('DATABASE_URL'),
    })
  })

  it('hangs up', async () => {
    const port = await answering(Buffer.alloc(0))
    await expect(open(port)).rejects.toMatchObject({
      name: 'StartError',
      message: `What answers at 127.0.0.1:${port} hung up: Connection terminated unexpectedly`,
    })
  })

  it('does not let the user in, and the password is not shown', async () => {
    const port = await answering(refusal('28P01', 'password authentication failed for user "officer"'))
    await expect(open(port)).rejects.toMatchObject({
      name: 'StartError',
      message:
        `The database server at 127.0.0.1:${port} does not let user 'officer' in: ` +
        'password authentication failed for user "officer"',
      hint: expect.not.stringContaining('hidden'),
    })
  })

  it('has no such database', async () => {
    const port = await answering(refusal('3D000', 'database "city" does not exist'))
    await expect(open(port)).rejects.toMatchObject({
      name: 'StartError',
      message: `The database server at 127.0.0.1:${port} has no database 'city'`,
      hint: expect.stringContaining('createdb city'),
    })
  })

  it('passes an error on that it cannot explain', async () => {
    const port = await answering(refusal('53300', 'sorry, too many clients already'))
    await expect(open(port)).rejects.toMatchObject({ code: '53300', message: 'sorry, too many clients already' })
  })
})

describe('the versions of a database server', () => {
  it.each([
    ['140011', '14.11', '3.4.2', 'The database server is PostgreSQL 14.11; 15 or newer is needed'],
    ['150009', '15.9 (Debian 15.9-0)', null, 'The database server (PostgreSQL 15.9) has no PostGIS'],
    ['150009', '15.9', '3.2.7', 'The database has PostGIS 3.2.7; 3.3 or newer is needed'],
    ['170000', '17.0', '2.5.9', 'The database has PostGIS 2.5.9; 3.3 or newer is needed'],
  ])('%s with PostGIS %s %s is refused', (number, version, postgis, message) => {
    expect(() => checkVersions({ number, version, postgis })).toThrow(message)
  })

  it.each([
    ['150009', '15.9 (Debian 15.9-0)', '3.3.2', { postgresVersion: '15.9', postgisVersion: '3.3.2' }],
    ['180003', '18.3', '3.10.0', { postgresVersion: '18.3', postgisVersion: '3.10.0' }],
    ['180003', '18.3', '4.0.0dev', { postgresVersion: '18.3', postgisVersion: '4.0.0dev' }],
  ])('%s with PostGIS %s %s is welcome', (number, version, postgis, versions) => {
    expect(checkVersions({ number, version, postgis })).toEqual(versions)
  })
})

describeWithPostgis('a database server', () => {
  it('says what is missing in its own words', async () => {
    const url = new URL(process.env.TEST_DATABASE_URL!)
    url.pathname = '/no_such_database'
    await expect(openDatabase({ databaseUrl: url.href, dataDir: '' })).rejects.toMatchObject({
      name: 'StartError',
      message: `The database server at ${url.host} has no database 'no_such_database'`,
    })
  })

  it('may end the very first connection in the middle of a query, which alone fails', async () => {
    const [database, other] = await Promise.all([1, 2].map(() =>
      openDatabase({ databaseUrl: process.env.TEST_DATABASE_URL!, dataDir: '', poolSize: 1 })))
    try {
      const { rows } = await database!.query<{ pid: number }>('select pg_backend_pid() as pid')
      const sleeping = database!.query('select pg_sleep(60)')
      const failed = expect(sleeping).rejects.toThrow(/terminat/)
      await other!.query('select pg_terminate_backend($1)', [rows[0]!.pid])
      await failed
      expect((await database!.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    } finally {
      await database!.close()
      await other!.close()
    }
  })
})
