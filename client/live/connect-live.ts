import { io, type Socket } from 'socket.io-client'
import type { RosterColumns } from '../../server/contract/api/workers.ts'
import {
  type ClientToServerEvents, type FeedEvent, type Interest, LIVE_NAMESPACE, type Pulse, type ServerToClientEvents,
} from '../../server/contract/live.ts'
import { decodePositionFrame } from '../../server/contract/position-frame.ts'
import { getJson } from '../api/fetch-json.ts'
import { RECONNECT_AFTER_MS, connectionAt, sameConnection } from './connection.ts'
import { applyFeed, arrivalOf, replaceLists } from './feed-reducer.ts'
import type { LiveStore } from './live-store.ts'
import { readLists } from './read-lists.ts'
import type { WorkerSlots } from './worker-slots.ts'

export interface LiveConnection {
  /** Says what part of the city this page wants positions of. */
  setInterest(interest: Interest): void
  /** Ends the connection and every timer of it. */
  close(): void
}

export interface LiveOptions {
  /** Where the server is; the page's own origin unless given. */
  origin?: string
  readJson?: typeof getJson
}

const WATCH_EVERY_MS = 500
const RETRY_MS = 3000

/**
 * Joins the live lane: position frames go to `slots` and are acknowledged, cases and alarms go to `store` without a
 * gap, the lists and the roster are read by HTTP when the server says so. Reconnects by itself until it is closed.
 */
export function connectLive(
  store: LiveStore,
  slots: WorkerSlots,
  interest: Interest,
  { origin = '', readJson = getJson }: LiveOptions = {},
): LiveConnection {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(`${origin}${LIVE_NAMESPACE}`, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  })
  const aborter = new AbortController()
  let wanted = interest
  let lastHeardMs = 0
  let revivedMs = 0
  let lastSeq = 0
  // While a catch-up is under way, arriving events are covered by its reply; while the lists are read, they wait.
  let feed: { type: 'running' } | { type: 'catching-up' } | { type: 'reading'; waiting: FeedEvent[] } =
    { type: 'catching-up' }
  let readingRoster = false

  const look = () => {
    const before = store.getState().connection
    const now = connectionAt(Date.now(), { open: socket.connected, lastHeardMs })
    if (!sameConnection(before, now)) store.setState({ connection: now })
  }
  const heard = () => {
    lastHeardMs = Date.now()
    look()
  }
  const later = (work: () => void) => {
    const timer = setTimeout(work, RETRY_MS)
    aborter.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  }

  const catchUp = () => {
    feed = { type: 'catching-up' }
    socket.emit('feed:since', lastSeq, (reply) => {
      lastSeq = reply.seq
      if (reply.type === 'reset') return void readAnew()
      feed = { type: 'running' }
      store.setState((state) => applyFeed(state, reply.events))
    })
  }
  const readAnew = async () => {
    const reading: typeof feed = { type: 'reading', waiting: [] }
    feed = reading
    try {
      const lists = await readLists(readJson, aborter.signal)
      // A newer catch-up has taken over: what was read here is older than what it will read.
      if (feed !== reading) return
      feed = { type: 'running' }
      store.setState((state) => applyFeed({ ...state, ...replaceLists(state, lists) }, reading.waiting))
    } catch {
      if (!aborter.signal.aborted) later(() => void (feed === reading && readAnew()))
    }
  }
  const readRoster = async () => {
    readingRoster = true
    try {
      store.setState({ roster: await readJson<RosterColumns>('/api/workers', aborter.signal) })
    } catch {
      // The next pulse asks again.
    } finally {
      readingRoster = false
    }
  }

  socket.on('connect', () => {
    socket.emit('interest', wanted)
    catchUp()
    look()
  })
  socket.on('disconnect', (reason) => {
    look()
    // socket.io comes back by itself except where the server has sent it away.
    if (reason === 'io server disconnect') later(() => socket.connect())
  })
  socket.on('connect_error', () => {
    look()
    if (!socket.active) later(() => socket.connect())
  })
  socket.on('frame', (bytes, acknowledge) => {
    const frame = decodePositionFrame(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))
    slots.apply(frame, performance.now())
    acknowledge(frame.tick)
    heard()
  })
  socket.on('feed', (event, previousSeq) => {
    heard()
    if (feed.type === 'catching-up') return
    const arrival = arrivalOf(lastSeq, event.seq, previousSeq)
    if (arrival === 'known') return
    if (arrival === 'gap') return catchUp()
    lastSeq = event.seq
    if (feed.type === 'reading') feed.waiting.push(event)
    else store.setState((state) => applyFeed(state, [event]))
  })
  socket.on('pulse', (pulse: Pulse) => {
    heard()
    store.setState({ pulse })
    const roster = store.getState().roster
    if (!readingRoster && roster?.rosterVersion !== pulse.rosterVersion) void readRoster()
  })

  const watch = setInterval(() => {
    look()
    // An open socket that says nothing is half dead (a proxy, a sleeping laptop): waiting does not bring it back.
    if (socket.connected && lastHeardMs > 0 && Date.now() - Math.max(lastHeardMs, revivedMs) > RECONNECT_AFTER_MS) {
      revivedMs = Date.now()
      socket.disconnect().connect()
    }
  }, WATCH_EVERY_MS)

  return {
    setInterest(next) {
      wanted = next
      if (socket.connected) socket.emit('interest', next)
    },
    close() {
      clearInterval(watch)
      aborter.abort()
      socket.removeAllListeners()
      socket.disconnect()
    },
  }
}
