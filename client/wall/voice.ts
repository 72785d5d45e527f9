/** Speaks and chimes. Browsers keep a page silent until somebody has clicked in it, hence `unlock`. */
export class Voice {
  private context: AudioContext | undefined

  /** To be called from a click. */
  unlock(): void {
    this.context ??= new AudioContext()
    void this.context.resume()
  }

  /** Two tones, then the words in their language where the machine has a voice for it. */
  announce(words: string, language: 'zh' | 'en'): void {
    if (this.context === undefined) return
    this.tone(this.context, 880, 0)
    this.tone(this.context, 660, 0.22)
    if (!('speechSynthesis' in window)) return
    const utterance = new SpeechSynthesisUtterance(words)
    utterance.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
    // Only the newest alarm is worth saying.
    speechSynthesis.cancel()
    speechSynthesis.speak(utterance)
  }

  close(): void {
    if ('speechSynthesis' in window) speechSynthesis.cancel()
    void this.context?.close()
    this.context = undefined
  }

  private tone(context: AudioContext, hertz: number, afterS: number): void {
    const start = context.currentTime + afterS
    const oscillator = new OscillatorNode(context, { frequency: hertz })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0.001, start)
    gain.gain.exponentialRampToValueAtTime(0.25, start + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, start + 0.2)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(start + 0.22)
  }
}
