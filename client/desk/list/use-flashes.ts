import { useEffect, useState } from 'react'
import { useDesk } from '../desk-context.ts'

const FLASH_MS = 6000

/** Cases that have just changed, by id, with the sequence number of the change; each is forgotten after a moment. */
export function useFlashes(): ReadonlyMap<number, number> {
  const { store } = useDesk()
  const [flashes, setFlashes] = useState<ReadonlyMap<number, number>>(new Map())
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const unsubscribe = store.subscribe(({ recent }, before) => {
      if (recent === before.recent) return
      const seen = before.recent[0]?.seq ?? 0
      const fresh: [id: number, seq: number][] = []
      for (const event of recent) {
        if (event.seq <= seen) break
        if (event.topic === 'case') fresh.unshift([event.case.id, event.seq])
      }
      if (fresh.length === 0) return
      setFlashes((old) => new Map([...old, ...fresh]))
      const timer = setTimeout(() => {
        timers.delete(timer)
        const gone = new Set(fresh.map(([, seq]) => seq))
        setFlashes((old) => new Map([...old].filter(([, seq]) => !gone.has(seq))))
      }, FLASH_MS)
      timers.add(timer)
    })
    return () => {
      unsubscribe()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [store])
  return flashes
}
