import { useState } from 'react'
import { acknowledge, type Acknowledged } from './urgent-waiting.ts'

const STORAGE_KEY = 'gridwall.urgent'

/** What was acknowledged at this desk, kept over a reload of the page. */
export function useAcknowledged(): [acknowledged: Acknowledged, add: (ids: readonly number[]) => void] {
  const [acknowledged, setAcknowledged] = useState(readKept)
  const add = (ids: readonly number[]) =>
    setAcknowledged((before) => {
      const after = acknowledge(before, ids, Date.now())
      localStorage.setItem(STORAGE_KEY, JSON.stringify(after))
      return after
    })
  return [acknowledged, add]
}

function readKept(): Acknowledged {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Acknowledged) : {}
  } catch {
    // what somebody else has written there is nothing of ours
    return {}
  }
}
