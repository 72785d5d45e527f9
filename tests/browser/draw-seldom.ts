import type { BrowserContext } from 'playwright-core'

/** So that two frames a second are left. */
const LATER_MS = 400

/**
 * Has the pages of a visitor draw a few times a second: a map that moves would be drawn in software without a pause, and
 * nothing else on the machine would get on. Frames come as they were asked for, only later.
 */
export function drawSeldom(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(delayFrames, LATER_MS)
}

/** Runs in the page, before anything of its own. */
function delayFrames(laterMs: number): void {
  const request = window.requestAnimationFrame.bind(window)
  const cancel = window.cancelAnimationFrame.bind(window)
  const frames = new Map<number, number>()
  window.requestAnimationFrame = (callback) => {
    const timer = window.setTimeout(() => {
      const frame = request((nowMs) => {
        frames.delete(timer)
        callback(nowMs)
      })
      frames.set(timer, frame)
    }, laterMs)
    return timer
  }
  window.cancelAnimationFrame = (timer) => {
    window.clearTimeout(timer)
    cancel(frames.get(timer) ?? 0)
    frames.delete(timer)
  }
}
