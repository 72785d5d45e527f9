import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { afterEach, describe, expect, it } from 'vitest'
import { type LiveConnection, connectLive } from '../../../client/live/connect-live.ts'
import { type LiveState, type LiveStore, createLiveStore } from '../../../client/live/live-store.ts'
import { WorkerSlots } from '../../../client/live/worker-slots.ts'
import type {
  ClientToServerEvents, FeedCatchUp, FeedEvent, Interest, Pulse, ServerToClientEvents,
} from '../../../server/contract/live.ts'
import { encodePositionFrame } from '../../../server/contract/position-frame.ts'
import { aCase, caseEvent } from '../../support/live-records.ts'

type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents>

/** A server that does what a test tells it to. `join` answers a client that asks for the feed. */
class TestServer {
  readonly joins: number[] = []
  readonly interests: Interest[] = []
  readonly paths: string[] = []
  catchUp: (since: number) => FeedCatchUp = () => ({ type: 'events', events: [], seq: 0 })
  answers: Record<string, unknown> = { '/api/alarms': [], '/api/cases': { cases: [], nextBefore: null } }
  private readonly io: Server<ClientToServerEvents, ServerToClientEvents>
  private readonly http = createServer()
  private readonly waiting: ((socket: LiveSocket) => void)[] = []
  private readonly joined: LiveSocket[] = []

  constructor() {
    this.io = new Server(this.http, { transports: ['websocket'] })
    this.io.of('/live').on('connection', (socket: LiveSocket) => {
      socket.on('interest', (interest) => this.interests.push(interest))
      socket.on('feed:since', (since, reply) => {
        this.joins.push(since)
        reply(this.catchUp(since))
        const next = this.waiting.shift()
        if (next) next(socket)
        else this.joined.push(socket)
      })
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => { this.http.listen(0, '127.0.0.1', resolve) })
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
  }

  /** The next socket that has asked for the feed. */
  nextJoin(): Promise<LiveSocket> {
    const socket = this.joined.shift()
    return socket ? Promise.resolve(socket) : new Promise((resolve) => { this.waiting.push(resolve) })
  }

  readonly readJson = async <T>(path: string): Promise<T> => {
    this.paths.push(path)
    return this.answers[path.split('?')[0]] as T
  }

  async close(): Promise<void> {
    await this.io.close()
  }
}

const open: { server: TestServer; connection: LiveConnection }[] = []
afterEach(async () => {
  for (const { server, connection } of open.splice(0)) {
    connection.close()
    await server.close()
  }
})

async function start(ready: (server: TestServer) => void = () => undefined) {
  const server = new TestServer()
  ready(server)
  const origin = await server.listen()
  const store = createLiveStore()
  const slots = new WorkerSlots()
  const connection = connectLive(store, slots, { type: 'all' }, { origin, readJson: server.readJson })
  open.push({ server, connection })
  return { server, store, slots, connection, socket: await server.nextJoin() }
}

/** Resolves once the store's state satisfies `holds`. */
function until(store: LiveStore, holds: (state: LiveState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(store.getState())) return resolve()
    const stop = store.subscribe((state) => {
      if (!holds(state)) return
      stop()
      resolve()
    })
  })
}

const pulse = (over: Partial<Pulse> = {}): Pulse => ({
  serverTimeMs: 0, tick: 1, feedSeq: 0, rosterVersion: 'a', gridVersionId: 1, baseRevision: 0, workersOnline: 1,
  workersOnDuty: 1, workersIdle: 0, workersSilent: 0, workersOutside: 0, workersSos: 0,
  positionsPerSecond: 0, casesToday: 0, casesOpen: 0, casesOverdue: 0, casesClosedToday: 0, alarmsActive: 0, ...over,
})

describe('connectLive', () => {
  it('says what it wants, and applies a frame before it acknowledges its tick', async () => {
    const { server, slots, socket } = await start()
    expect(server.interests).toEqual([{ type: 'all' }])
    const bytes = encodePositionFrame(
      { tick: 42, baseTick: 0, serverTimeMs: 0, west: 113, south: 30, spanDeg: 1 },
      Uint16Array.of(3), 1,
      {
        lng: Float64Array.of(0, 0, 0, 113.5),
        lat: Float64Array.of(0, 0, 0, 30.5),
        motion: Uint8Array.of(0, 0, 0, 240),
      },
    )
    const tick = await new Promise<number>((resolve) => { socket.emit('frame', bytes, resolve) })
    expect(tick).toBe(42)
    expect(slots.lastAt(3)![0]).toBeCloseTo(113.5, 6)
  })

  it('applies events in order and asks again from where it stands when one is missing', async () => {
    const { server, store, socket } = await start((server) => {
      server.catchUp = (since): FeedCatchUp => since === 0
        ? { type: 'events', events: [], seq: 10 }
        : { type: 'events', events: [11, 12].map((seq) => caseEvent(seq, 'report', { id: seq })), seq: 12 }
    })
    socket.emit('feed', caseEvent(11, 'report', { id: 11 }), 10)
    await until(store, ({ cases }) => cases.has(11))
    // 12 never arrives; 13 says that something came before it.
    socket.emit('feed', caseEvent(13, 'report', { id: 13 }), 12)
    await until(store, ({ cases }) => cases.has(12))
    expect(server.joins).toEqual([0, 11])
    expect(store.getState().recent.map((event: FeedEvent) => event.seq)).toEqual([12, 11])
    socket.emit('feed', caseEvent(13, 'report', { id: 13 }), 12)
    await until(store, ({ cases }) => cases.has(13))
  })

  it('reads the lists after a reset and lays what arrived meanwhile on top', async () => {
    const { store, socket } = await start((server) => {
      server.catchUp = () => ({ type: 'reset', seq: 50 })
      server.answers['/api/cases'] = { cases: [aCase({ id: 1 })], nextBefore: null }
    })
    socket.emit('feed', caseEvent(51, 'dispatch', { id: 1, status: 'dispatched' }), 50)
    await until(store, ({ cases }) => cases.get(1)?.status === 'dispatched')
    expect([...store.getState().cases.keys()]).toEqual([1])
  })

  it('goes on without a gap after the connection was lost', async () => {
    const { server, store, socket } = await start((server) => {
      server.catchUp = (since) => since === 0
        ? { type: 'events', events: [], seq: 10 }
        : { type: 'events', events: [caseEvent(12, 'report', { id: 12 })], seq: 12 }
    })
    socket.emit('pulse', pulse())
    socket.emit('feed', caseEvent(11, 'report', { id: 11 }), 10)
    await until(store, ({ cases }) => cases.has(11))
    socket.conn.close()
    await until(store, ({ connection }) => connection.type === 'offline')
    const again = await server.nextJoin()
    await until(store, ({ cases }) => cases.has(12))
    expect(server.joins).toEqual([0, 11])
    again.emit('pulse', pulse())
    await until(store, ({ connection }) => connection.type === 'live')
  })

  it('reads the roster when a pulse names another version, and only then', async () => {
    const { server, store, socket } = await start((server) => {
      server.answers['/api/workers'] = {
        rosterVersion: 'a', id: [7], number: ['W7'], name: ['王'], nameEn: ['Wang'], gridId: [1], areaCode: ['9901'],
      }
    })
    socket.emit('pulse', pulse())
    await until(store, ({ roster }) => roster?.id[0] === 7)
    socket.emit('pulse', pulse({ workersOnline: 2 }))
    await until(store, (state) => state.pulse?.workersOnline === 2)
    expect(server.paths.filter((path) => path === '/api/workers')).toHaveLength(1)
  })
})
