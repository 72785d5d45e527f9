import { setImmediate } from 'node:timers/promises'

/** For so long the event loop, and with it the live lane, may wait for a long piece of work. */
const SLICE_MS = 4

/** Drives work that pauses now and then; whoever waits for the event loop has a turn every few milliseconds. */
export async function inSlices<Result>(work: Generator<void, Result>, sliceMs = SLICE_MS): Promise<Result> {
  for (;;) {
    const endMs = performance.now() + sliceMs
    do {
      const step = work.next()
      if (step.done === true) return step.value
    } while (performance.now() < endMs)
    await setImmediate()
  }
}
