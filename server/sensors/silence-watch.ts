import type { AlarmDesk } from '../alarms/alarm-desk.ts'
import type { Database } from '../db/database.ts'
import { markSilent } from './mark-silent.ts'
import type { Registry } from './registry.ts'
import { silenceSignal } from './signals.ts'
import { newlySilent } from './silence.ts'

/** Where a gateway of thousands fails, their alarms come in portions: the feed has other things to tell as well. */
const MOST_AT_ONCE = 100

export interface SilenceWatch {
  /** Raises the alarms of devices that have become silent; answers how many did. Does nothing while it is at it. */
  look(nowMs: number): Promise<number>
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
}

/** Watches over the devices of the registry. Whatever could not be stored counts as not heard by our own fault: after a
 * failure of the database all silence counts from then on. */
export function silenceWatch({ database, alarms, registry, reload, startMs }: {
  database: Database
  alarms: Pick<AlarmDesk, 'signalWithin'>
  registry: () => Registry
  reload: () => Promise<void>
  startMs: number
}): SilenceWatch {
  let watchingSinceMs = startMs
  let looking: Promise<number> | undefined

  async function raise(nowMs: number): Promise<number> {
    const { deviceById, definitionOfKind, silenceMsOfKind } = registry()
    const silent = newlySilent(deviceById.values(), silenceMsOfKind, watchingSinceMs, nowMs).slice(0, MOST_AT_ONCE)
    if (silent.length === 0) return 0
    const candidates = silent.map(({ id, kind, heardAtMs }) => {
      const { severity, afterSeconds } = definitionOfKind.get(kind)!.silence!
      return { id, heardAtMs, signal: silenceSignal(id, severity, Math.round(afterSeconds / 60), nowMs) }
    })
    const marked = await markSilent(database, alarms, candidates, nowMs)
    for (const id of marked) {
      const device = deviceById.get(id)!
      device.silent = true
    }
    // the others were heard by another process, or are gone
    if (marked.size < candidates.length) await reload()
    return marked.size
  }

  return {
    async look(nowMs) {
      if (looking !== undefined) return 0
      looking = raise(nowMs)
      try {
        return await looking
      } catch (error) {
        watchingSinceMs = nowMs
        throw error
      } finally {
        looking = undefined
      }
    },
    async idle() {
      await looking?.catch(() => {})
    },
  }
}
