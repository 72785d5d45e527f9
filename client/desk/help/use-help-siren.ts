import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { LiveStore } from '../../live/live-store.ts'
import { openAudio, playTones } from '../play-tones.ts'
import { isUnanswered } from './calls-for-help.ts'

const EVERY_MS = 2000
/** Up and down, as nothing else at the desk sounds. */
const TONES = [[660, 0], [990, 0.25], [660, 0.5], [990, 0.75]] as const

/** Sounds until every call for help is acknowledged; the switch for sounds does not silence it. Not for those who may
 * only look, as they could not end it. */
export function useHelpSiren(store: LiveStore, mayAct: boolean): void {
  const sounds = useStore(store, ({ alarms }) => isUnanswered(alarms.values())) && mayAct
  useEffect(() => {
    if (!sounds) return
    const { audio, close } = openAudio()
    const sound = () => playTones(audio, TONES)
    sound()
    const timer = setInterval(sound, EVERY_MS)
    return () => {
      clearInterval(timer)
      close()
    }
  }, [sounds])
}
