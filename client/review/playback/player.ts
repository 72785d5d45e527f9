export const SPEEDS = [1, 10, 30, 60, 180] as const
export type Speed = (typeof SPEEDS)[number]

/**
 * The clock of a playback, outside React: runs from `fromMs` to `toMs` at some times the speed of the day, and waits
 * wherever what follows has not been loaded.
 */
export class Player {
  readonly fromMs: number
  readonly toMs: number
  atMs: number
  speed: Speed = 60
  playing = false
  private tickedMs = 0

  constructor(fromMs: number, toMs: number) {
    this.fromMs = fromMs
    this.toMs = toMs
    this.atMs = fromMs
  }

  /** Starts at `nowMs` (a monotonic clock), from the beginning where it had come to its end. */
  play(nowMs: number): void {
    if (this.atMs >= this.toMs) this.atMs = this.fromMs
    this.playing = true
    this.tickedMs = nowMs
  }

  pause(): void {
    this.playing = false
  }

  /** Goes to an instant, as far as it lies within. */
  seek(atMs: number): void {
    this.atMs = Math.min(this.toMs, Math.max(this.fromMs, atMs))
  }

  /** Moves on to `nowMs`, no further than `loadedUntilMs`. Comes to rest at the end. */
  tick(nowMs: number, loadedUntilMs: number): void {
    if (!this.playing) return
    const wantedMs = this.atMs + (nowMs - this.tickedMs) * this.speed
    this.tickedMs = nowMs
    this.atMs = Math.max(this.atMs, Math.min(wantedMs, loadedUntilMs, this.toMs))
    if (this.atMs >= this.toMs) this.playing = false
  }
}
