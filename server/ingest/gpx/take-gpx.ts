import { parse } from 'node:querystring'
import { setImmediate } from 'node:timers/promises'
import type { GpxReply } from '../../contract/api/ingest.ts'
import { type FieldReply, type FieldRequest, jsonReply } from '../http/field-request.ts'
import { trackerOf } from '../http/tracker-of.ts'
import type { IncomingRecord, Intake } from '../intake.ts'
import { gpxRecord } from './gpx-point.ts'
import { createGpxReader } from './gpx-reader.ts'

/** So much is read at a stretch: a few milliseconds, in which nobody else is served. */
const SLICE_BYTES = 64 * 1024
/** So many points are committed together. */
const GROUP_POINTS = 1000
/** So many of the points that cannot be read are told. */
const MOST_TOLD = 20

/**
 * Takes a GPX file of `?device=` into the intake, for a device that was lost or broken: all points are stored in their
 * place of the track. Nothing is stored before all of it has been read; sending it again is harmless.
 */
export function createGpxTaker(intake: Intake): (request: FieldRequest) => Promise<FieldReply> {
  return async ({ scopeCode, query, body }) => {
    const { device, id } = parse(query)
    const key = device ?? id
    const tracker = trackerOf(intake, scopeCode, 'device', Array.isArray(key) ? key.at(-1) : key, 400)
    const { records, brokenOff } = await readPoints(body)
    const reply: GpxReply = { accepted: 0, quarantined: 0, offDuty: 0, unreadable: [], brokenOff }
    for (const [point, { report }] of records.entries()) {
      if (report.type !== 'malformed') continue
      reply.unreadable.push({ point, reason: report.reason })
      if (reply.unreadable.length === MOST_TOLD) break
    }
    for (let start = 0; start < records.length; start += GROUP_POINTS) {
      const group = records.slice(start, start + GROUP_POINTS)
      const counts = await intake.submit(tracker, 'gpx', group, Date.now())
      reply.accepted += counts.accepted
      reply.quarantined += counts.quarantined
      reply.offDuty += counts.offDuty
    }
    return jsonReply(reply)
  }
}

async function readPoints(body: Buffer): Promise<{ records: IncomingRecord[]; brokenOff: boolean }> {
  const records: IncomingRecord[] = []
  const reader = createGpxReader((point) => records.push(gpxRecord(point)))
  const decoder = new TextDecoder()
  for (let start = 0; start < body.length; start += SLICE_BYTES) {
    if (start > 0) await setImmediate()
    reader.write(decoder.decode(body.subarray(start, start + SLICE_BYTES), { stream: true }))
  }
  reader.write(decoder.decode())
  return { records, ...reader.close() }
}
