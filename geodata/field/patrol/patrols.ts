import type { City, LngLat, Worker } from '../../city/city.ts'
import { mulberry32, type Random } from '../../city/random.ts'
import { buildStreetGraph } from '../../city/street-graph.ts'
import type { FieldOptions } from '../options.ts'
import { createFleetGateway } from '../sending/fleet-gateway.ts'
import { osmandRequest, PHONE_KEEPS_FIXES } from '../sending/osmand-phone.ts'
import { createOutbox, type Outbox, type SenderContext } from '../sending/outbox.ts'
import { createPatrolRound } from './patrol-round.ts'
import { buildPatrolMap } from './patrol-map.ts'
import { createShifts } from './shifts.ts'
import { streetsOf } from './streets.ts'
import { createWalkers, placeOfWalker } from './walkers.ts'

export interface Patrols {
  /** Lets the workers walk on and their phones send. */
  tick(nowMs: number): void
  /** A worker on patrol and where it is; undefined where the one who is drawn is off shift, or nobody is there. */
  someone(random: Random): { worker: Worker; at: LngLat } | undefined
  counts(): { workers: number; phones: number; fixesTaken: number; fixesSkipped: number; fixesWaiting: number }
}

/** The workers of the city, each with a phone that sends as real ones do while its owner is on shift. */
export function createPatrols(city: City, options: FieldOptions, context: SenderContext): Patrols {
  const { token, seed } = options
  const workers = spread(city.workers, options.workers)
  const gridIndex = new Map(city.grids.map((grid, index) => [grid.id, index]))
  const beat = Uint32Array.from(workers, ({ gridId }) => gridIndex.get(gridId)!)
  const byBike = Uint8Array.from(beat, (grid) => (city.grids[grid].layer === 'street' ? 1 : 0))
  const map = buildPatrolMap(streetsOf(buildStreetGraph(city)), city.grids)
  const walkers = createWalkers(map, beat, byBike, seed)
  const round = createPatrolRound({
    map, walkers, intervalMs: options.intervalS * 1000, speed: options.speed, random: mulberry32(seed),
  })

  const shifts = createShifts(city, options.timeZone)
  const gateway = createFleetGateway(context, token)
  const phones: (Outbox | undefined)[] = workers.map(() => undefined)
  const phoneIndices = spread([...workers.keys()], options.phones)
  for (const index of phoneIndices) phones[index] = createOutbox(context, PHONE_KEEPS_FIXES)

  let tickMs = 0
  let fixesTaken = 0
  let fixesSkipped = 0
  return {
    tick(nowMs) {
      tickMs = nowMs
      round.until(nowMs, (index, fix) => {
        if (!shifts.sends(workers[index], nowMs)) return
        const { deviceKey } = workers[index]
        const phone = phones[index]
        const taken = phone
          ? phone.put(osmandRequest(token, deviceKey, fix, index % 2 === 0 ? 'query' : 'form'))
          : gateway.record(deviceKey, fix)
        if (taken) fixesTaken++
        else fixesSkipped++
      })
      gateway.flush()
    },
    someone(random) {
      if (workers.length === 0) return undefined
      const index = Math.floor(random() * workers.length)
      if (!shifts.isOn(workers[index], tickMs)) return undefined
      return { worker: workers[index], at: placeOfWalker(map, walkers, index) }
    },
    counts() {
      let fixesWaiting = gateway.kept
      for (const index of phoneIndices) fixesWaiting += phones[index]!.size
      return { workers: workers.length, phones: phoneIndices.length, fixesTaken, fixesSkipped, fixesWaiting }
    },
  }
}

/** `count` of the items, evenly over all of them; all where there are fewer. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (count >= items.length) return [...items]
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)])
}
