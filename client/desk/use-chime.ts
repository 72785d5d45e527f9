import { useEffect, useState } from 'react'
import type { LiveStore } from '../live/live-store.ts'
import { startChime } from './urgent-chime.ts'

const STORAGE_KEY = 'gridwall.sound'

/** Whether urgent news is heard, kept for the next visit, and the way to change it. */
export function useChime(store: LiveStore): [on: boolean, set: (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(STORAGE_KEY) === 'on')
  useEffect(() => (on ? startChime(store) : undefined), [on, store])
  const set = (next: boolean) => {
    localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off')
    setOn(next)
  }
  return [on, set]
}
