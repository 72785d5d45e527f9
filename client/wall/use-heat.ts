import { useEffect, useState } from 'react'
import type { HeatCells } from '../../server/contract/api/heat.ts'
import { getJson } from '../api/fetch-json.ts'
import { withQuery } from '../api/query-string.ts'
import { type Bounds, heatResolution } from './heat-resolution.ts'
import { HEAT_PERIODS, type HeatPeriod } from './wall-address.ts'

const READ_EVERY_MS = 60_000
const RETRY_MS = 5000
const MINUTE_MS = 60_000

/** The cases of the last period by H3 cell, read anew every minute while `on`; null until they are known. */
export function useHeat(
  bounds: Bounds,
  on: boolean,
  period: HeatPeriod,
  now: () => number,
): HeatCells | null {
  const [read, setRead] = useState<{ period: HeatPeriod; cells: HeatCells } | null>(null)
  useEffect(() => {
    if (!on) return
    const aborter = new AbortController()
    let timer: ReturnType<typeof setTimeout>
    const readAgain = async () => {
      let pauseMs = READ_EVERY_MS
      try {
        const to = Math.ceil(now() / MINUTE_MS) * MINUTE_MS
        const cells = await getJson<HeatCells>(withQuery('/api/heat/cells', {
          from: new Date(to - HEAT_PERIODS[period]).toISOString(),
          to: new Date(to).toISOString(),
          resolution: heatResolution(bounds),
        }), aborter.signal)
        setRead({ period, cells })
      } catch {
        if (aborter.signal.aborted) return
        pauseMs = RETRY_MS
      }
      timer = setTimeout(() => void readAgain(), pauseMs)
    }
    void readAgain()
    return () => {
      aborter.abort()
      clearTimeout(timer)
    }
  }, [bounds, on, period, now])
  return read?.period === period ? read.cells : null
}
