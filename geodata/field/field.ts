import { setMaxListeners } from 'node:events'
import type { City } from '../city/city.ts'
import { mulberry32 } from '../city/random.ts'
import { createDuties } from './duty/duties.ts'
import type { FieldOptions } from './options.ts'
import { createPatrols } from './patrol/patrols.ts'
import { newDeliveryCounts } from './sending/deliver.ts'
import { createHttpClient } from './sending/http-client.ts'

const TICK_MS = 200
const CONNECTIONS = 32

export interface Field {
  /** One line: what has been sent since the start, and what is amiss. */
  status(): string
  /** Resolves when `signal` has aborted; rejects where the field cannot go on, for instance as its token is refused. */
  stopped: Promise<void>
}

/** Starts the life of the field and lets it go on until `signal` aborts. What waits for the server then is given up. */
export function startField(city: City, options: FieldOptions, signal: AbortSignal): Field {
  const ended = new AbortController()
  // every request under way listens, hundreds at a time
  setMaxListeners(0, ended.signal)
  const client = createHttpClient(options.server, CONNECTIONS)
  const counts = newDeliveryCounts()
  let failure: unknown
  const fail = (error: unknown) => {
    failure ??= error
    ended.abort()
  }
  const context = { client, counts, random: mulberry32(options.seed ^ 0x5eed), signal: ended.signal, fail }
  const patrols = createPatrols(city, options, context)
  const duties = createDuties(city, options, context, patrols)

  const stopped = new Promise<void>((resolve, reject) => {
    const ticker = setInterval(() => {
      const nowMs = Date.now()
      patrols.tick(nowMs)
      duties.tick(nowMs)
    }, TICK_MS)
    ended.signal.addEventListener('abort', () => {
      clearInterval(ticker)
      client.close()
      if (failure === undefined) resolve()
      else reject(failure)
    }, { once: true })
  })
  if (signal.aborted) ended.abort()
  else signal.addEventListener('abort', () => ended.abort(), { once: true })

  return {
    stopped,
    status() {
      const { workers, phones, fixesTaken, fixesSkipped, fixesWaiting } = patrols.counts()
      const { cases, readings, alarms, steps, ordersDone, skipped } = duties.counts
      const troubles = counts.retried + counts.refused + fixesSkipped + skipped
      return (
        `${workers} workers (${phones} phones), ${fixesTaken - fixesWaiting} positions sent, ${fixesWaiting} waiting; ` +
        `${cases} cases, ${readings} sensor readings, ${alarms} incidents at sensors, ` +
        `${ordersDone} orders done, ${steps} other steps taken` +
        (troubles === 0
          ? ''
          : `; sent again ${counts.retried}, refused ${counts.refused}, skipped ${fixesSkipped + skipped}: ${counts.lastTrouble}`)
      )
    },
  }
}
