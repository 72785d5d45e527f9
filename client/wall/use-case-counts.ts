import { useEffect, useMemo, useState } from 'react'
import type { Counts } from '../../server/contract/api/heat.ts'
import { getJson } from '../api/fetch-json.ts'
import { withQuery } from '../api/query-string.ts'
import { categoryPath, type CityIndex } from '../city/city-index.ts'
import { addDays, type CityTime } from '../city/city-time.ts'
import type { LiveStore } from '../live/live-store.ts'
import { type CaseCounts, type CountingRules, NO_COUNTS, byHour, countEvents, eventsAfter } from './case-counts.ts'

/** The server counts anew this often: what was corrected or missed comes right, and a new day begins. */
const READ_EVERY_MS = 120_000
const RETRY_MS = 5000

/** Today's and yesterday's cases: read once, then moved on by each event of the feed. `now` is the server's clock. */
export function useCaseCounts(city: CityIndex, time: CityTime, store: LiveStore, now: () => number): CaseCounts {
  const [counts, setCounts] = useState(NO_COUNTS)
  const rules = useMemo((): CountingRules => ({
    dayOf: (at) => time.day(at),
    hourOf: (at) => Number(time.time(at).slice(0, 2)),
    classOf: (code) => categoryPath(city, code)[1]?.code ?? code,
  }), [city, time])

  useEffect(() => {
    const aborter = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let seenSeq = 0

    const read = async () => {
      let pauseMs = READ_EVERY_MS
      try {
        const until = now()
        const day = time.day(until)
        const start = time.startOfDay(day)
        const before = time.startOfDay(addDays(day, -1))
        const count = (by: string, from: number, to: number) => getJson<Counts>(withQuery('/api/reports/counts', {
          by, from: new Date(from).toISOString(), to: new Date(to).toISOString(),
        }), aborter.signal)
        const [today, yesterday, classes] = await Promise.all([
          count('hour', start, until), count('hour', before, start), count('class', start, until),
        ])
        const read: CaseCounts = {
          day, countedUntilMs: until, today: byHour(today), yesterday: byHour(yesterday),
          byClass: Object.fromEntries(classes.key.map((code, index) => [code, classes.count[index]])),
        }
        const { recent } = store.getState()
        seenSeq = recent[0]?.seq ?? 0
        setCounts(countEvents(read, recent.toReversed(), rules))
      } catch {
        if (aborter.signal.aborted) return
        pauseMs = RETRY_MS
      }
      timer = setTimeout(() => void read(), pauseMs)
    }
    void read()

    const stop = store.subscribe(({ recent }, before) => {
      if (recent === before.recent) return
      const events = eventsAfter(recent, seenSeq)
      seenSeq = recent[0]?.seq ?? seenSeq
      setCounts((counts) => countEvents(counts, events, rules))
    })
    return () => {
      aborter.abort()
      clearTimeout(timer)
      stop()
    }
  }, [store, time, rules, now])

  return counts
}
