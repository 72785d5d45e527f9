import type { FastifyInstance } from 'fastify'
import { Server } from 'socket.io'
import { LIVE_NAMESPACE, type Pulse } from '../contract/live.ts'
import { badInput, notAllowed, ReplyError } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import {
  admitScreens, checkSession, errorReplyOf, isForeign, type LiveServer, type LiveSocket, refusal,
} from './admission.ts'
import { createFeedLine, type FeedLine } from './feed/feed-line.ts'
import { readFeed, readFeedRange } from './feed/repository.ts'
import { parseInterest } from './parse-interest.ts'
import {
  acknowledge, createCutBuffer, createPositionClient, giveUpFrame, type PositionClient, renewClient,
  type Scope, setInterest,
} from './position-client.ts'
import { createPulseCounters } from './pulse-counters.ts'
import { readPulseCounts } from './repository.ts'
import { cutTick } from './tick.ts'
import type { StateCounts } from './worker-states.ts'

/** A frame that is not acknowledged in this time is given up, and the next one is cut as if it had not been sent. */
const ACKNOWLEDGE_WITHIN_MS = 10_000
const PULSE_EVERY_MS = 1000
/** A session that was ended or has expired loses its socket within this time. */
const CHECK_EVERY_MS = 60_000
const DAY_MS = 86_400_000

/** One connected page: its end of the position lane and of the feed. */
interface Screen extends PositionClient {
  socket: LiveSocket
  line: FeedLine
}

/** The screens that are connected. */
export interface Screens {
  /** Sends away at once whose session has ended; it also happens by itself, within a minute. */
  checkSessions(): Promise<void>
  /** The lane was renewed: every screen is told of the new roster and starts from a complete frame. */
  renew(): void
}

/**
 * Puts Socket.IO beside the HTTP server of the app: frames every tick, the feed as it is committed, a pulse every second.
 * Only people and walls may connect, by the cookie of their session. Everything ends when the app closes.
 */
export function attachSocket(app: FastifyInstance): Screens {
  const { config, database, feed, live } = app
  const server: LiveServer = new Server(app.server, {
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    maxHttpBufferSize: 16_384,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, !isForeign(request)),
  })
  // The default namespace exists whether it is wanted or not.
  server.use((_socket, next) => next(refusal(notAllowed(`only ${LIVE_NAMESPACE} is served`))))

  const namespace = server.of(LIVE_NAMESPACE)
  const screens = new Set<Screen>()
  const cityTime = createCityTime(config.timeZone)
  const logError = (what: string) => (error: unknown) => app.log.error({ err: error }, what)
  const counters = createPulseCounters((scopeCode) => {
    const localMs = cityTime.toLocal(Date.now())
    const dayStart = new Date(cityTime.toUtc(localMs - (((localMs % DAY_MS) + DAY_MS) % DAY_MS)))
    return readPulseCounts(database, scopeCode, dayStart)
  }, logError('the counters could not be read'))

  const identify = (cookieHeader: string | undefined) => app.identifyCookie(cookieHeader)
  admitScreens(namespace, identify, logError('a screen could not be identified'))
  namespace.on('connection', (socket) => {
    const { scopeCode } = socket.data.identity
    const line = createFeedLine(
      {
        headSeq: () => feed.headSeq,
        oldestSeq: async () => (await readFeedRange(database)).oldestSeq,
        read: (since, until, scopeCode, limit) => readFeed(database, since, until, scopeCode, limit),
      },
      scopeCode,
      (event, previousSeq) => socket.emit('feed', event, previousSeq),
      logError('a catch-up could not be read'),
    )
    const screen: Screen = Object.assign(createPositionClient(live.scopeOf(scopeCode)), { socket, line })
    screens.add(screen)
    socket.on('disconnect', () => screens.delete(screen))
    listen(screen)
    void pulse(screen, countWorkers(Date.now()))
  })

  function listen(screen: Screen): void {
    const { socket, line } = screen
    const refuse = (error: ReplyError) => socket.emit('refused', errorReplyOf(error))
    socket.on('interest', (interest: unknown) => {
      try {
        setInterest(screen, parseInterest(interest), live.slots.size)
      } catch (error) {
        if (!(error instanceof ReplyError)) throw error
        refuse(error)
      }
    })
    socket.on('feed:since', (since: unknown, reply: unknown) => {
      if (typeof reply !== 'function') return refuse(badInput('feed:since reply', typeof reply, 'an acknowledgement'))
      if (typeof since !== 'number' || !Number.isSafeInteger(since) || since < 0) {
        return refuse(badInput('feed:since', since, 'a sequence number, 0 or more'))
      }
      void line.since(since, (catchUp) => reply(catchUp))
    })
  }

  /** Counts the workers of a scope, and again only for another scope. */
  function countWorkers(nowMs: number): (scope: Scope) => StateCounts {
    const counted = new Map<Scope, StateCounts>()
    return (scope) => {
      const counts = counted.get(scope) ?? live.counts(scope, nowMs)
      counted.set(scope, counts)
      return counts
    }
  }

  async function pulse(screen: Screen, workersOf: (scope: Scope) => StateCounts): Promise<void> {
    const nowMs = Date.now()
    try {
      const counts = await counters.of(screen.scope.code, feed.headSeq, nowMs)
      const workers = workersOf(screen.scope)
      const pulse: Pulse = {
        serverTimeMs: Date.now(),
        tick: live.slots.openTick - 1,
        feedSeq: feed.headSeq,
        rosterVersion: live.roster.version,
        gridVersionId: app.city.record.gridVersionId,
        baseRevision: app.city.record.baseRevision,
        workersOnline: workers.online,
        workersOnDuty: workers.onDuty,
        workersIdle: workers.idle,
        workersSilent: workers.silent,
        workersOutside: workers.outOfArea,
        workersSos: workers.sos,
        positionsPerSecond: live.positionsPerSecond(nowMs),
        ...counts,
      }
      screen.socket.volatile.emit('pulse', pulse)
    } catch (error) {
      logError('a pulse could not be made')(error)
    }
  }

  let buffer = createCutBuffer(live.slots.size)
  function tick(): void {
    cutTick(live.slots, screens, buffer, live.frameBox, Date.now(), (screen, bytes, tick) => {
      screen.socket.timeout(ACKNOWLEDGE_WITHIN_MS).emit('frame', bytes, (error, acknowledged) => {
        if (error === null && acknowledged === tick) acknowledge(screen, tick)
        else giveUpFrame(screen, tick)
      })
    })
  }

  function pulseAll(): void {
    const workersOf = countWorkers(Date.now())
    for (const screen of screens) void pulse(screen, workersOf)
  }

  async function checkSessions(): Promise<void> {
    const onError = logError('a session could not be checked')
    await Promise.all(Array.from(screens, ({ socket }) => checkSession(socket, identify, onError)))
  }

  function renew(): void {
    buffer = createCutBuffer(live.slots.size)
    const workersOf = countWorkers(Date.now())
    for (const screen of screens) {
      renewClient(screen, live.scopeOf(screen.scope.code), live.slots.size)
      void pulse(screen, workersOf)
    }
  }

  const unsubscribe = feed.subscribe((row) => {
    for (const { line } of screens) line.offer(row)
  })
  const timers = [
    setInterval(tick, config.tickMs),
    setInterval(pulseAll, PULSE_EVERY_MS),
    setInterval(() => void checkSessions(), CHECK_EVERY_MS),
  ]
  // Before the HTTP server closes, which waits for its connections.
  app.addHook('preClose', async () => {
    for (const timer of timers) clearInterval(timer)
    unsubscribe()
    namespace.disconnectSockets(true)
    server.engine.close()
  })
  return { checkSessions, renew }
}
