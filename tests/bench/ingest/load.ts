import { io } from 'socket.io-client'
import { decodePositionFrame } from '../../../server/contract/position-frame.ts'
import { LIVE_NAMESPACE } from '../../../server/contract/live.ts'
import { batchBodies, osmandRequest } from './bodies.ts'
import { type Connection, openConnection } from './connection.ts'
import type { LoadPhase, LoadResult } from './plan.ts'

// The load process of the benchmark: does each phase that it is told, as fast as the server acknowledges.

process.on('message', (phase: LoadPhase) => {
  run(phase).then(
    (result) => process.send!(result),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function run(phase: LoadPhase): Promise<LoadResult> {
  const connections = await Promise.all(
    Array.from({ length: phase.connections }, () => openConnection(phase.host, phase.port)),
  )
  const wall = watchWall(phase)
  await wall.live
  const tally = newTally()
  const begin = performance.now() + phase.warmUpMs
  const end = begin + phase.measureMs
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  const work = phase.kind === 'batch' ? sendBatches : sendSingles
  const endMs = await work(phase, connections, (rows, ms, status) => {
    const now = performance.now()
    if (status !== 200) tally.refused += rows
    else tally.acknowledged += rows
    if (status !== 200 || now < begin || now > end) return
    tally.measured += rows
    tally.latenciesMs.push(ms)
  }, () => performance.now() < end)
  const cpu = process.cpuUsage(cpuBefore)
  const ranMs = performance.now() - startedAt
  for (const connection of connections) connection.close()
  const sorted = Float64Array.from(tally.latenciesMs).sort()
  return {
    acknowledged: tally.acknowledged,
    refused: tally.refused,
    perSecond: Math.round((tally.measured / phase.measureMs) * 1000),
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    shown: wall.close(),
    loadShare: (cpu.user + cpu.system) / 1000 / ranMs,
    endMs,
  }
}

function newTally() {
  return { acknowledged: 0, refused: 0, measured: 0, latenciesMs: [] as number[] }
}

type Told = (rows: number, ms: number, status: number) => void

/** Each connection sends the next body that is due, its devices a step later than before. */
async function sendBatches(
  { path, token, devices, rowsPerBatch, startMs, stepMs }: LoadPhase, connections: readonly Connection[], told: Told,
  goesOn: () => boolean,
): Promise<number> {
  const bodies = batchBodies(devices, rowsPerBatch)
  let next = 0
  let timeMs = startMs
  await Promise.all(connections.map(async (connection) => {
    while (goesOn()) {
      const turn = next++
      const body = bodies[turn % bodies.length]
      timeMs = startMs + Math.floor(turn / bodies.length) * stepMs
      const bytes = body.at(timeMs)
      const head =
        `POST ${path} HTTP/1.1\r\nhost: gridwall\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`
      const sentAt = performance.now()
      const { status } = await connection.send(head, bytes)
      told(body.rows, performance.now() - sentAt, status)
    }
  }))
  return timeMs
}

/** Each connection is some devices' of its own, which take turns. */
async function sendSingles(
  { path, devices, startMs, stepMs }: LoadPhase, connections: readonly Connection[], told: Told, goesOn: () => boolean,
): Promise<number> {
  let latestMs = startMs
  await Promise.all(connections.map(async (connection, c) => {
    const own = devices.filter((_, i) => i % connections.length === c)
    for (let turn = 0; goesOn(); turn++) {
      const round = Math.floor(turn / own.length)
      const timeMs = startMs + round * stepMs
      latestMs = Math.max(latestMs, timeMs)
      const request = osmandRequest(own[turn % own.length], path, timeMs, round)
      const sentAt = performance.now()
      const { status } = await connection.send(request, undefined)
      told(1, performance.now() - sentAt, status)
    }
  }))
  return latestMs
}

/** A wall that takes every frame; `close` tells how many positions it was shown. */
function watchWall({ wall }: LoadPhase): { live: Promise<void>; close(): number } {
  if (wall === null) return { live: Promise.resolve(), close: () => 0 }
  let shown = 0
  const socket = io(wall.url + LIVE_NAMESPACE, {
    transports: ['websocket'], extraHeaders: { cookie: wall.cookie },
  })
  socket.on('frame', (bytes: ArrayBuffer | Uint8Array, acknowledge: (tick: number) => void) => {
    const frame = decodePositionFrame(new Uint8Array(bytes as ArrayBuffer))
    shown += frame.count
    acknowledge(frame.tick)
  })
  const live = new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('connect', () => {
      socket.emit('interest', { type: 'all' })
      resolve()
    })
  })
  return {
    live,
    close() {
      socket.close()
      return shown
    },
  }
}
