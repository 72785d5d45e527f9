import { useEffect, useState } from 'react'

export const SPEEDS = [1, 2, 4] as const
export type Speed = (typeof SPEEDS)[number]
const FRAME_MS = 700

export interface Playback {
  index: number
  playing: boolean
  speed: Speed
  seek(index: number): void
  toggle(): void
  setSpeed(speed: Speed): void
}

/** Moves an index over `count` frames. Playing stops at the last one and, asked to play again there, starts over. */
export function usePlayback(count: number): Playback {
  const [at, setIndex] = useState(0)
  const [wanted, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const last = Math.max(0, count - 1)
  const index = Math.min(at, last)
  const playing = wanted && index < last
  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(() => setIndex(index + 1), FRAME_MS / speed)
    return () => clearTimeout(timer)
  }, [playing, index, speed])
  return {
    index, playing, speed, setSpeed,
    seek: (next) => setIndex(next),
    toggle() {
      if (!playing && index === last) setIndex(0)
      setPlaying(!playing)
    },
  }
}
