import type { LiveStore } from '../live/live-store.ts'

/** Two soft tones that are heard across a room and startle nobody. */
function chime(audio: AudioContext): void {
  for (const [pitchHz, delayS] of [[880, 0], [1174.66, 0.18]] as const) {
    const start = audio.currentTime + delayS
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = pitchHz
    volume.gain.setValueAtTime(0.0001, start)
    volume.gain.exponentialRampToValueAtTime(0.25, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.5)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + 0.55)
  }
}

/** Chimes once for each batch of news that has a newly reported urgent case in it. A page that
 * nobody has touched yet may make no sound: it can be heard from the first click or key on. Returns what ends it. */
export function startChime(store: LiveStore): () => void {
  const audio = new AudioContext()
  const touched = new AbortController()
  const resume = () => void audio.resume()
  for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, resume, { signal: touched.signal })
  resume()
  const unsubscribe = store.subscribe(({ recent }, before) => {
    if (recent === before.recent) return
    const seen = before.recent[0]?.seq ?? 0
    const hasUrgent = recent.some((event) =>
      event.seq > seen && event.topic === 'case' && event.change === 'report' && event.case.urgent)
    if (hasUrgent) chime(audio)
  })
  return () => {
    unsubscribe()
    touched.abort()
    void audio.close()
  }
}
