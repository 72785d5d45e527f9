import type { CityEvent } from '../../server/contract/live.ts'
import type { LiveStore } from '../live/live-store.ts'
import { openAudio, playTones } from './play-tones.ts'

/** Two soft tones that are heard across a room and startle nobody. */
const TONES = [[880, 0], [1174.66, 0.18]] as const

/** Whether somebody should look up: an urgent case, a critical alarm, or an alarm that is passed on. */
export function isUrgentNews(event: CityEvent): boolean {
  if (event.topic === 'case') return event.change === 'report' && event.case.urgent
  return event.change === 'escalate' || (event.change === 'raise' && event.alarm.severity === 'critical')
}

/** Chimes once for each batch of news that has something urgent in it. Returns what ends it. */
export function startChime(store: LiveStore): () => void {
  const { audio, close } = openAudio()
  const unsubscribe = store.subscribe(({ recent }, before) => {
    if (recent === before.recent) return
    const seen = before.recent[0]?.seq ?? 0
    if (recent.some((event) => event.seq > seen && isUrgentNews(event))) playTones(audio, TONES)
  })
  return () => {
    unsubscribe()
    close()
  }
}
