/** Plays tones of half a second: their pitch, and when each begins in seconds from now. */
export function playTones(audio: AudioContext, tones: readonly (readonly [pitchHz: number, delayS: number])[]): void {
  for (const [pitchHz, delayS] of tones) {
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

/** A way to be heard. A page that nobody has touched yet may make no sound: it is heard from the first click or key
 * on. */
export function openAudio(): { audio: AudioContext; close(): void } {
  const audio = new AudioContext()
  const touched = new AbortController()
  const resume = () => void audio.resume()
  for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, resume, { signal: touched.signal })
  resume()
  return {
    audio,
    close() {
      touched.abort()
      void audio.close()
    },
  }
}
