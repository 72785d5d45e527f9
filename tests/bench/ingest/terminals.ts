import { setTimeout as pause } from 'node:timers/promises'
import { Jt808Terminal } from '../../support/jt808-terminal.ts'
import type { LoadDevice } from './plan.ts'

// The load process for JT/T 808: opens all its terminals, then each sends a fix every period until it is told to stop.

export interface TerminalPlan {
  host: string
  port: number
  terminals: LoadDevice[]
  periodMs: number
  measureMs: number
}

export interface TerminalResult {
  connected: number
  refused: number
  acknowledged: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** So many sign on at the same time. */
const SIGN_ON_AT_ONCE = 200

process.on('message', (plan: TerminalPlan) => {
  run(plan).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

async function run({ host, port, terminals, periodMs, measureMs }: TerminalPlan): Promise<void> {
  const open: { terminal: Jt808Terminal; device: LoadDevice }[] = []
  let refused = 0
  const waiting = [...terminals]
  await Promise.all(Array.from({ length: SIGN_ON_AT_ONCE }, async () => {
    for (let device = waiting.pop(); device !== undefined; device = waiting.pop()) {
      try {
        const terminal = await Jt808Terminal.connect({ host, port, phone: device.key })
        await terminal.signOn()
        open.push({ terminal, device })
      } catch {
        refused++
      }
    }
  }))
  process.send!({ type: 'connected', connected: open.length })

  const latenciesMs: number[] = []
  const end = performance.now() + measureMs
  await Promise.all(open.map(async ({ terminal, device: { lng, lat } }, i) => {
    await pause((i / open.length) * periodMs)
    while (performance.now() < end) {
      const sentAt = performance.now()
      const result = await terminal.sendFix({ recordedAtMs: Date.now(), lng, lat, speedMps: 5, headingDeg: 90 })
      if (result === 0) latenciesMs.push(performance.now() - sentAt)
      await pause(Math.max(0, sentAt + periodMs - performance.now()))
    }
  }))
  const sorted = Float64Array.from(latenciesMs).sort()
  const result: TerminalResult = {
    connected: open.length,
    refused,
    acknowledged: sorted.length,
    perSecond: Math.round((sorted.length / measureMs) * 1000),
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  }
  process.send!({ type: 'result', result })
}
