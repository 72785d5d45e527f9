import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import type { Interest } from '../../server/contract/live.ts'
import { decodePositionFrame, MOTION_GONE } from '../../server/contract/position-frame.ts'
import {
  acknowledge, createCutBuffer, createPositionClient, giveUpFrame, type PositionClient, renewClient, type Scope,
  setInterest,
} from '../../server/live/position-client.ts'
import { applyDuty, applyFix, applySos } from '../../server/live/move-worker.ts'
import { DEFAULT_RULES } from '../../server/live/state-rules.ts'
import { cutTick } from '../../server/live/tick.ts'
import { createWorkerSlots, rearrangeSlots } from '../../server/live/worker-slots.ts'

const BOX = { west: 0, south: 0, spanDeg: 1 }
const CITY: Scope = { code: '9901', visible: undefined }
const START_MS = 1_753_000_000_000

interface Marker { lng: number; lat: number; motion: number }

/** A client as the contract describes it: nothing more than the rules at the top of position-frame.ts. */
class Screen {
  markers = new Map<number, Marker>()
  lastTick = 0

  apply(bytes: Uint8Array): boolean {
    const frame = decodePositionFrame(bytes)
    if (frame.tick <= this.lastTick) return false
    this.lastTick = frame.tick
    if (frame.baseTick === 0) {
      expect([...frame.motion], 'a complete frame names nobody who is not there').not.toContain(MOTION_GONE)
      this.markers.clear()
    }
    for (let i = 0; i < frame.count; i++) {
      const motion = frame.motion[i]
      if (motion === MOTION_GONE) this.markers.delete(frame.slot[i])
      else this.markers.set(frame.slot[i], { lng: frame.lng[i], lat: frame.lat[i], motion })
    }
    return true
  }
}

/** What one client should see, by looking at every slot: no ticks, no knowledge. */
function bruteForce(slots: ReturnType<typeof createWorkerSlots>, scope: Scope, interest: Interest): Map<number, Marker> {
  const markers = new Map<number, Marker>()
  for (let slot = 0; slot < slots.size; slot++) {
    const lng = slots.lng[slot]
    const lat = slots.lat[slot]
    const motion = slots.motion[slot]
    if (motion === MOTION_GONE || scope.visible?.[slot] === 0) continue
    if (interest.type === 'none') continue
    if (interest.type === 'box') {
      if (lng < interest.west || lng > interest.east || lat < interest.south || lat > interest.north) continue
    }
    markers.set(slot, { lng, lat, motion })
  }
  return markers
}

function expectSame(seen: Map<number, Marker>, truth: Map<number, Marker>, where: string): void {
  expect([...seen.keys()].sort((a, b) => a - b), where).toEqual([...truth.keys()])
  for (const [slot, marker] of truth) {
    const shown = seen.get(slot)!
    expect(shown.motion, `${where}, slot ${slot}`).toBe(marker.motion)
    expect(Math.abs(shown.lng - marker.lng) + Math.abs(shown.lat - marker.lat), `${where}, slot ${slot}`).toBeLessThan(1.3e-7)
  }
}

interface Link {
  screen: Screen
  client: PositionClient
  /** Frames on their way to the screen and acknowledgements on their way back. */
  frames: { tick: number; bytes: Uint8Array }[]
  acknowledgements: number[]
  truths: Map<number, Map<number, Marker>>
}

/** Runs a whole life of some clients over a line that drops, delays and reorders; after every frame a screen applies,
 * it must show what brute force says of that tick. Returns how many frames were compared. */
function live(seed: number, steps: number): number {
  const random = mulberry32(seed)
  const below = (n: number) => Math.floor(random() * n)
  let size = 60
  let slots = createWorkerSlots(size)
  let buffer = createCutBuffer(size)
  let nowMs = START_MS
  let compared = 0
  const dealScopes = (): Scope[] => {
    const rest = below(3)
    return [CITY, { code: '990102', visible: Uint8Array.from({ length: size }, (_, slot) => slot % 3 === rest ? 1 : 0) }]
  }
  let scopes = dealScopes()
  /** The city has other workers: some have left, some came, and now and then all are seated anew. */
  const renew = () => {
    const staying = Array.from({ length: size }, (_, slot) => (random() < 0.85 ? slot : undefined))
    const seated = random() < 0.3 ? staying.filter((slot) => slot !== undefined).toReversed() : staying
    size = seated.length + below(20)
    slots = rearrangeSlots(slots, size, (slot) => seated[slot])
    buffer = createCutBuffer(size)
    scopes = dealScopes()
    for (const { client } of links) renewClient(client, scopes[client.scope === CITY ? 0 : 1], size)
  }
  const connect = (): Link => {
    const client = createPositionClient(scopes[below(2)])
    setInterest(client, randomInterest(), size)
    return { screen: new Screen(), client, frames: [], acknowledgements: [], truths: new Map() }
  }
  const randomInterest = (): Interest => {
    const kind = below(6)
    if (kind === 0) return { type: 'none' }
    if (kind === 1) return { type: 'all' }
    const west = random() * 0.8
    const south = random() * 0.8
    return { type: 'box', west, south, east: west + random() * 0.6, north: south + random() * 0.6 }
  }
  const links = Array.from({ length: 6 }, connect)
  const take = <T>(queue: T[]): T | undefined => {
    if (queue.length === 0) return undefined
    const at = random() < 0.7 ? 0 : below(queue.length)
    return queue.splice(at, 1)[0]
  }

  for (let step = 0; step < steps; step++) {
    const link = links[below(links.length)]
    const action = random()
    if (action < 0.3) {
      for (let moves = below(12); moves > 0; moves--) {
        const late = random() < 0.1 ? 60_000 : 0
        applyFix(
          slots, below(size),
          {
            lng: random(), lat: random(), recordedAtMs: nowMs - late, speedMps: random() * 2, headingDeg: random() * 360,
          },
          nowMs,
          random() < 0.2,
        )
      }
      if (random() < 0.1) applyDuty(slots, below(size), random() < 0.4 ? Infinity : nowMs - below(600_000), nowMs)
      if (random() < 0.1) applySos(slots, below(size), random() < 0.5 ? nowMs : 0, nowMs)
      nowMs += below(2000)
    } else if (action < 0.6) {
      nowMs += random() < 0.02 ? (random() < 0.5 ? DEFAULT_RULES.silentAfterMs : DEFAULT_RULES.goneAfterMs) : 250
      const tick = slots.openTick
      const owner = new Map(links.map((link) => [link.client, link]))
      cutTick(slots, links.map((link) => link.client), buffer, BOX, nowMs, (client, bytes, sentTick) => {
        const to = owner.get(client)!
        expect(sentTick).toBe(tick)
        to.truths.set(tick, bruteForce(slots, client.scope, client.interest))
        if (random() < 0.8) to.frames.push({ tick, bytes })
      })
      expect(slots.openTick).toBe(tick + 1)
    } else if (action < 0.8) {
      const frame = take(link.frames)
      if (frame === undefined) continue
      if (link.screen.apply(frame.bytes)) {
        expectSame(link.screen.markers, link.truths.get(frame.tick)!, `seed ${seed}, step ${step}, tick ${frame.tick}`)
        compared++
      }
      if (random() < 0.9) link.acknowledgements.push(frame.tick)
    } else if (action < 0.92) {
      const tick = take(link.acknowledgements)
      if (tick !== undefined) acknowledge(link.client, tick)
    } else if (action < 0.96) {
      setInterest(link.client, randomInterest(), size)
    } else if (action < 0.99) {
      const { flight } = link.client
      if (flight.type !== 'none') giveUpFrame(link.client, flight.tick)
    } else if (action < 0.996) {
      links[links.indexOf(link)] = connect()
    } else {
      renew()
    }
  }
  return compared
}

test('after drops, reorders, reconnects, other interests and other workers a screen is the server at its tick', () => {
  let compared = 0
  for (let seed = 1; seed <= 40; seed++) compared += live(seed, 1500)
  expect(compared).toBeGreaterThan(2000)
})

function place(slots: ReturnType<typeof createWorkerSlots>, slot: number, lng: number, lat: number, atMs = START_MS) {
  applyFix(slots, slot, { lng, lat, recordedAtMs: atMs, speedMps: 0 }, atMs)
}

function collect(slots: ReturnType<typeof createWorkerSlots>, clients: PositionClient[], nowMs = START_MS) {
  const sent = new Map<PositionClient, Uint8Array>()
  cutTick(slots, clients, createCutBuffer(slots.size), BOX, nowMs, (client, bytes) => void sent.set(client, bytes))
  return sent
}

test('a client has one frame under way: changes gather until it acknowledges, then come as one', () => {
  const slots = createWorkerSlots(3)
  const client = createPositionClient(CITY)
  setInterest(client, { type: 'all' }, 3)
  place(slots, 0, 0.1, 0.1)
  expect(collect(slots, [client]).size).toBe(1)
  place(slots, 1, 0.2, 0.2)
  expect(collect(slots, [client]).size).toBe(0)
  place(slots, 2, 0.3, 0.3)
  acknowledge(client, 1)
  const frame = decodePositionFrame(collect(slots, [client]).get(client)!)
  expect(frame).toMatchObject({ tick: 3, baseTick: 1 })
  expect([...frame.slot]).toEqual([1, 2])
})

test('a client that starts is sent a complete frame even where nobody is out, and then nothing until a change', () => {
  const slots = createWorkerSlots(2)
  const client = createPositionClient(CITY)
  setInterest(client, { type: 'all' }, 2)
  expect(decodePositionFrame(collect(slots, [client]).get(client)!)).toMatchObject({ baseTick: 0, count: 0 })
  acknowledge(client, 1)
  expect(collect(slots, [client]).size).toBe(0)
})

test('clients in step share one buffer; another scope or another acknowledged tick has its own', () => {
  const slots = createWorkerSlots(2)
  place(slots, 0, 0.1, 0.1)
  place(slots, 1, 0.2, 0.2)
  const street: Scope = { code: '990102001', visible: Uint8Array.of(0, 1) }
  const clients = [CITY, CITY, street].map((scope) => createPositionClient(scope))
  for (const client of clients) setInterest(client, { type: 'all' }, 2)
  const sent = collect(slots, clients)
  expect(sent.get(clients[0])).toBe(sent.get(clients[1]))
  expect([...decodePositionFrame(sent.get(clients[2])!).slot]).toEqual([1])
  acknowledge(clients[0], 1)
  giveUpFrame(clients[1], 1)
  place(slots, 0, 0.3, 0.3, START_MS + 1000)
  const later = collect(slots, clients)
  expect([...decodePositionFrame(later.get(clients[0])!).slot]).toEqual([0])
  expect([...decodePositionFrame(later.get(clients[1])!).slot]).toEqual([0, 1])
  expect(later.has(clients[2])).toBe(false)
})

test('a slot that leaves the box is said gone once; one that the box moves onto is sent though it did not change', () => {
  const slots = createWorkerSlots(2)
  place(slots, 0, 0.1, 0.1)
  place(slots, 1, 0.9, 0.9)
  const client = createPositionClient(CITY)
  setInterest(client, { type: 'box', west: 0, south: 0, east: 0.5, north: 0.5 }, 2)
  expect([...decodePositionFrame(collect(slots, [client]).get(client)!).slot]).toEqual([0])
  acknowledge(client, 1)
  setInterest(client, { type: 'box', west: 0.5, south: 0.5, east: 1, north: 1 }, 2)
  const frame = decodePositionFrame(collect(slots, [client]).get(client)!)
  expect([...frame.slot]).toEqual([1, 0])
  expect(frame.motion[1]).toBe(MOTION_GONE)
  acknowledge(client, 2)
  expect(collect(slots, [client]).size).toBe(0)
})

test('an acknowledgement of a tick that is not under way changes nothing', () => {
  const slots = createWorkerSlots(1)
  const client = createPositionClient(CITY)
  setInterest(client, { type: 'all' }, 1)
  collect(slots, [client])
  for (const tick of [0, 2, -1, Number.NaN, 4e9]) acknowledge(client, tick)
  expect(client).toMatchObject({ ackedTick: 0, flight: { type: 'frame', tick: 1 } })
})
