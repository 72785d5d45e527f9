import { useEffect } from 'react'
import { openAudio, playTones } from '../play-tones.ts'

const EVERY_MS = 4000
/** Three steps up: neither the chime of news nor the siren of a call for help. */
const TONES = [[784, 0], [988, 0.2], [1175, 0.4]] as const

/** Rings again and again for as long as `rings` holds. */
export function useRing(rings: boolean): void {
  useEffect(() => {
    if (!rings) return
    const { audio, close } = openAudio()
    const ring = () => playTones(audio, TONES)
    ring()
    const timer = setInterval(ring, EVERY_MS)
    return () => {
      clearInterval(timer)
      close()
    }
  }, [rings])
}
