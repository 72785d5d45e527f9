import Fastify, { type FastifyInstance } from 'fastify'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type FieldDoor, fieldDoorsPlugin } from '../../../server/ingest/doors/field-doors.ts'

describe('the ports of the field', () => {
  let app: FastifyInstance
  afterEach(() => app.close())

  async function appWith(...doors: FieldDoor[]): Promise<FastifyInstance> {
    app = Fastify()
    await app.register(fieldDoorsPlugin)
    for (const door of doors) app.fieldDoors.add(door)
    return app
  }

  function doorOn(name: string, port: number): FieldDoor & { server: Server } {
    const server = createServer()
    return {
      name, port, server, connections: () => 0,
      async open(host, port) {
        server.listen(port, host)
        await once(server, 'listening')
        return (server.address() as { port: number }).port
      },
      close: async () => void server.close(),
    }
  }

  it('are opened one by one, and one that is taken keeps nobody from the others', async () => {
    const stranger = createServer().listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const { port } = stranger.address() as { port: number }
    const { fieldDoors } = await appWith(doorOn('MQTT', port), doorOn('OsmAnd', 0))
    const [mqtt, osmand] = await fieldDoors.openAll('127.0.0.1')
    stranger.close()
    expect(mqtt).toEqual({ name: 'MQTT', port: undefined, connections: 0, trouble: `port ${port} is taken` })
    expect(osmand).toMatchObject({ name: 'OsmAnd', trouble: undefined })
    expect(osmand.port).toBeGreaterThan(0)
  })

  it('close with the app', async () => {
    const door = doorOn('OsmAnd', 0)
    const app = await appWith(door)
    await app.fieldDoors.openAll('127.0.0.1')
    const closed = once(door.server, 'close')
    await app.close()
    await closed
    expect(door.server.listening).toBe(false)
  })
})
