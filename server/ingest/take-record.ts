import type { AlarmSignal } from '../alarms/alarm-desk.ts'
import { SOS_ALARM_TYPE } from '../contract/api/alarms.ts'
import type { FieldPolicy } from '../contract/api/field.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import { toWgs84 } from '../org/datum.ts'
import type { IncomingRecord, Tracker } from './intake.ts'
import { placeOf } from './place-position.ts'
import { plausible } from './plausible.ts'
import type { Protocol, QuarantinedRecord, Report } from './position.ts'
import type { Submission } from './repository.ts'
import { sequenceOf } from './sequence.ts'
import type { SpeedCheck } from './speed-check.ts'
import { vetPlace, vetTime } from './vet-position.ts'

const DAY_MS = 86_400_000

/** What the records of one submission come to: what is to be stored, and what is to be told once it is. */
export interface Taken extends Submission {
  heartbeats: { workerId: number; atMs: number }[]
  signals: AlarmSignal[]
  offDutyCount: number
}

/** What records are judged by. */
export interface TakingFacts {
  policy: Pick<FieldPolicy, 'positionDays' | 'fastestMps' | 'offDuty'>
  grids: Pick<GridIndex, 'versionId' | 'layers' | 'grids'>
  onDuty(workerId: number, atMs: number): boolean
  /** Where the worker was last, as far as is known. */
  lastPlaceOf(workerId: number): { lng: number; lat: number } | undefined
  /** Of fixes in WGS-84. */
  speeds: SpeedCheck
}

export function nothingTaken(): Taken {
  return { positions: [], quarantined: [], offDuty: [], heartbeats: [], signals: [], offDutyCount: 0 }
}

/**
 * Sorts a record of a tracker into `taken`. A fix that is not to be believed is set aside with its reason; one outside
 * the worker's shift, to be believed or not, is not kept, or counted, as the policy says. A call for help and the signals of a box are passed
 * on in any case, with the place where it can be believed, else with the last that was.
 */
export function takeRecord(
  taken: Taken, tracker: Tracker, protocol: Protocol, record: IncomingRecord, receivedAtMs: number, facts: TakingFacts,
): void {
  const { report, raw } = record
  switch (report.type) {
    case 'malformed':
      // It may well say where somebody is; only of a file that was brought later nobody knows when that was.
      if (protocol !== 'gpx' && !facts.onDuty(tracker.workerId, receivedAtMs)) {
        taken.offDutyCount++
        return
      }
      taken.quarantined.push(asideOf(tracker, protocol, report.reason, raw, receivedAtMs))
      return
    case 'heartbeat': {
      const { workerId } = tracker
      // A clock that is ahead must not keep a marker alive beyond its time.
      const atMs = Math.min(report.atMs, receivedAtMs)
      if (report.sos || facts.onDuty(workerId, atMs)) taken.heartbeats.push({ workerId, atMs })
      pushSignals(taken.signals, tracker, report, atMs, facts.lastPlaceOf(workerId))
      return
    }
    case 'fix':
      takeFix(taken, tracker, protocol, report, record, receivedAtMs, facts)
  }
}

function takeFix(
  taken: Taken, tracker: Tracker, protocol: Protocol, report: Report & { type: 'fix' },
  { raw, datum = tracker.datum }: IncomingRecord, receivedAtMs: number, facts: TakingFacts,
): void {
  const { policy, grids } = facts
  const { workerId, key } = tracker
  const sent = report.reading
  const { recordedAtMs, sos } = sent
  const atMs = Math.min(recordedAtMs, receivedAtMs)
  const keptMs = policy.positionDays * DAY_MS
  const wrongTime = vetTime(recordedAtMs, receivedAtMs, keptMs)
  let reason = vetPlace(sent) ?? wrongTime
  // A record that is wrong says where somebody is as well. Of what is older than all that is kept, no shift is known.
  const dutyAtMs = wrongTime === undefined ? recordedAtMs : atMs
  if (!sos && dutyAtMs > receivedAtMs - keptMs && !facts.onDuty(workerId, dutyAtMs)) {
    taken.offDutyCount++
    if (reason === undefined && policy.offDuty === 'aggregate') {
      const gridId = grids.layers.community.ownerOf(...toWgs84(sent.lng, sent.lat, datum))
      taken.offDuty.push({ recordedAtMs, gridCode: grids.grids.get(gridId)?.code ?? '' })
    }
    pushSignals(taken.signals, tracker, report, atMs, facts.lastPlaceOf(workerId))
    return
  }
  if (reason === undefined) {
    const [lng, lat] = toWgs84(sent.lng, sent.lat, datum)
    const { accuracyM, speedMps, headingDeg, altitudeM, batteryPercent } = plausible(sent)
    const impossibleMps = facts.speeds.impossibleMps(key, { recordedAtMs, lng, lat, accuracyM }, policy.fastestMps)
    if (impossibleMps === undefined) {
      const { gridVersionId, gridId, gridUncertain } = placeOf({ lng, lat, accuracyM }, grids)
      // Written out, since this is done for every position: copying objects into each other takes several times as long.
      taken.positions.push({
        workerId, recordedAtMs, receivedAtMs, sequence: sequenceOf(sent, key), lng, lat, accuracyM, speedMps, headingDeg,
        altitudeM, batteryPercent, protocol, sos, gridVersionId, gridId, gridUncertain,
        late: undefined, settledGridId: undefined,
      })
      pushSignals(taken.signals, tracker, report, atMs, { lng, lat })
      return
    }
    const { fastestMps } = policy
    reason = `impossible-speed: ${Math.round(impossibleMps)} m/s at least since the last fix, expected up to ${fastestMps}`
  }
  taken.quarantined.push(asideOf(tracker, protocol, reason, raw, receivedAtMs))
  pushSignals(taken.signals, tracker, report, atMs, facts.lastPlaceOf(workerId))
}

function asideOf(
  { key: deviceKey }: Tracker, protocol: Protocol, reason: string, raw: IncomingRecord['raw'], receivedAtMs: number,
): QuarantinedRecord {
  const record = typeof raw === 'string' || raw instanceof Uint8Array ? raw : JSON.stringify(raw)
  return { receivedAtMs, protocol, deviceKey, reason, record }
}

function pushSignals(
  signals: AlarmSignal[], { workerId, key }: Tracker, report: Report & { type: 'fix' | 'heartbeat' }, atMs: number,
  place: { lng: number; lat: number } | undefined,
): void {
  const sos = report.type === 'fix' ? report.reading.sos : report.sos
  if (!sos && report.signals === undefined) return
  const common = {
    source: { type: 'worker' as const, id: workerId },
    value: null, unit: null, atMs, detail: { tracker: key }, ...(place === undefined ? {} : { place }),
  }
  if (sos) {
    signals.push({
      ...common, type: SOS_ALARM_TYPE, severity: 'critical', message: '网格员求助 SOS', raised: true,
    })
  }
  for (const { type, message, severity, raised } of report.signals ?? []) {
    signals.push({ ...common, type, message, severity, raised })
  }
}
