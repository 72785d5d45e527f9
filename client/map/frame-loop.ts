/**
 * Draws while something moves and rests while nothing does. `draw` says whether it wants another frame; `wake` starts
 * it again. A wall is looked at from metres away: above `maxFps` frames are left out, which halves its heat.
 */
export class FrameLoop {
  private request = 0
  private drawnAtMs = -Infinity
  private readonly draw: (nowMs: number) => boolean
  private readonly leastMs: number

  constructor(draw: (nowMs: number) => boolean, maxFps: number) {
    this.draw = draw
    // A little less than a frame, or a 60 Hz screen would skip to 20 where 30 are asked for.
    this.leastMs = 1000 / maxFps - 4
  }

  /** Draws at the next frame; harmless while it is running. */
  wake(): void {
    if (this.request === 0) this.request = requestAnimationFrame(this.frame)
  }

  /** Ends it; a later wake would start it anew. */
  stop(): void {
    cancelAnimationFrame(this.request)
    this.request = 0
  }

  private readonly frame = () => {
    this.request = 0
    const nowMs = performance.now()
    if (nowMs - this.drawnAtMs < this.leastMs) return this.wake()
    this.drawnAtMs = nowMs
    if (this.draw(nowMs)) this.wake()
  }
}
