import type { LoadDevice } from './plan.ts'

/** Where a worker stands in each variant of a body: a step of a metre to and fro, so that markers move. */
const STEPS_DEG = [0, 0.00001, 0.00002, 0.00001]
const TIME_FORM = '2026-01-01T00:00:00.000Z'

/** A body of one batch whose times can be set without building it anew, so that the load costs little beside the server. */
export interface BatchBody {
  rows: number
  /** The bytes for a batch that was recorded at `timeMs`; valid until the next call. */
  at(timeMs: number): Buffer
}

/** Bodies for all `devices`, `rowsPerBatch` each. */
export function batchBodies(devices: readonly LoadDevice[], rowsPerBatch: number): BatchBody[] {
  const bodies: BatchBody[] = []
  for (let from = 0; from < devices.length; from += rowsPerBatch) {
    const some = devices.slice(from, from + rowsPerBatch)
    const variants = STEPS_DEG.map((stepDeg) => variantOf(some, stepDeg))
    let turn = 0
    bodies.push({
      rows: some.length,
      at(timeMs) {
        const { bytes, timesAt } = variants[turn++ % variants.length]
        const time = Buffer.from(new Date(timeMs).toISOString(), 'latin1')
        for (const at of timesAt) time.copy(bytes, at)
        return bytes
      },
    })
  }
  return bodies
}

function variantOf(devices: readonly LoadDevice[], stepDeg: number): { bytes: Buffer; timesAt: number[] } {
  const positions = devices.map(({ key, lng, lat }) => ({
    device: key, lng: rounded(lng + stepDeg), lat: rounded(lat), recordedAt: TIME_FORM, accuracyM: 8, speedMps: 1.2,
    headingDeg: 90, batteryPercent: 80,
  }))
  const text = JSON.stringify({ positions })
  const timesAt: number[] = []
  for (let at = text.indexOf(TIME_FORM); at >= 0; at = text.indexOf(TIME_FORM, at + 1)) timesAt.push(at)
  return { bytes: Buffer.from(text, 'latin1'), timesAt }
}

/** A fix of a device by the OsmAnd protocol, as bytes of HTTP. */
export function osmandRequest({ key, lng, lat }: LoadDevice, path: string, timeMs: number, turn: number): string {
  const lon = rounded(lng + STEPS_DEG[turn % STEPS_DEG.length])
  const query = `id=${key}&lat=${rounded(lat)}&lon=${lon}&timestamp=${timeMs}&speed=2.3&bearing=90&accuracy=8&batt=80`
  return `GET ${path}?${query} HTTP/1.1\r\nhost: gridwall\r\n\r\n`
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
