import type { AlarmDesk, AlarmSignal } from '../alarms/alarm-desk.ts'
import type { Database, Queryable } from '../db/database.ts'
import { type DayPartitions, utcDaysOf } from '../db/day-partitions.ts'
import type { CompiledDefinition } from './compile-definition.ts'
import type { SensorReading } from './decode-payload.ts'
import { evaluateRules, type DeviceState } from './evaluate-rules.ts'
import { heardAgain, signalOf } from './signals.ts'

/** A reading of a device on its way into the database. */
export interface IncomingReading extends SensorReading {
  deviceId: number
  receivedAtMs: number
  definition: CompiledDefinition
}

/** The actor of what the rules do, in the logs of alarms. */
export const RULES_ACTOR = 'rules'

/**
 * Returns the write of a group commit. In one transaction: the readings, where each device stands after them, and the
 * alarms that its rules raise or clear, so that nothing can come between. A reading that is there already (device, time,
 * sequence) changes nothing. Those of one device are applied in the order they came, also over several processes: the
 * row of its state is locked.
 */
export function readingWriter(
  database: Database, partitions: DayPartitions, alarms: Pick<AlarmDesk, 'signalWithin'>,
): (readings: readonly IncomingReading[]) => Promise<void> {
  return async (readings) => {
    await partitions.ensure(utcDaysOf(readings.map(({ recordedAtMs }) => recordedAtMs)))
    await database.transaction(async (transaction) => {
      const states = await lockStates(transaction, readings)
      const known = readings.filter(({ deviceId }) => states.has(deviceId))
      const fresh = await insertReadings(transaction, firstOfEach(known))
      const signals: AlarmSignal[] = []
      for (const [deviceId, state] of states) if (state.silent) signals.push(heardAgain(deviceId, state.heardAtMs))
      for (const reading of known) {
        // the second of a key in this very group has come twice as well
        if (!fresh.delete(keyOf(reading))) continue
        const state = states.get(reading.deviceId)!
        const { rules, measureByName } = reading.definition
        const next = evaluateRules(rules, state, reading)
        Object.assign(state, next.state)
        signals.push(...next.outcomes.map((outcome) => signalOf(reading.deviceId, outcome, measureByName)))
      }
      await updateStates(transaction, states)
      if (signals.length > 0) await alarms.signalWithin(transaction, signals, RULES_ACTOR)
    }).catch((error: unknown) => {
      // a partition that another process has dropped is made anew when the readings come again
      partitions.forget()
      throw error
    })
  }
}

interface LockedState extends DeviceState {
  heardAtMs: number
  silent: boolean
}

/** Of the devices that still exist, in the order of their ids: two processes then wait for each other in turn. */
async function lockStates(
  transaction: Queryable, readings: readonly IncomingReading[],
): Promise<Map<number, LockedState>> {
  const heardAtMs = new Map<number, number>()
  for (const { deviceId, receivedAtMs } of readings) {
    heardAtMs.set(deviceId, Math.max(receivedAtMs, heardAtMs.get(deviceId) ?? 0))
  }
  const { rows } = await transaction.query<{
    device_id: number; heard_at: Date; silent: boolean; recorded_at: Date | null
    values: DeviceState['values']; rules: DeviceState['rules']
  }>(
    `insert into device_states as state (device_id, heard_at)
     select id, to_timestamp(heard_ms / 1000)
       from unnest($1::int[], $2::float8[]) as t (device_id, heard_ms) join devices on id = device_id order by id
     on conflict (device_id) do update set heard_at = greatest(state.heard_at, excluded.heard_at)
     returning device_id, heard_at, silent_since is not null as silent, recorded_at, values, rules`,
    [[...heardAtMs.keys()], [...heardAtMs.values()]],
  )
  return new Map(rows.map((row) => [row.device_id, {
    heardAtMs: row.heard_at.getTime(),
    silent: row.silent,
    newestMs: row.recorded_at?.getTime() ?? null,
    values: row.values,
    rules: row.rules,
  }]))
}

/** The keys of those readings that were not there before. */
async function insertReadings(transaction: Queryable, readings: readonly IncomingReading[]): Promise<Set<string>> {
  const lines = readings.flatMap((reading) =>
    Object.entries(reading.values).map(([measure, value]) => ({ ...reading, measure, value })),
  )
  const { rows } = await transaction.query<{ key: string }>(
    `with stored as (
       insert into readings (device_id, recorded_at, sequence, received_at, measure, value)
       select device_id, to_timestamp(recorded_ms / 1000), sequence, to_timestamp(received_ms / 1000), measure, value
         from unnest($1::int[], $2::float8[], $3::int[], $4::float8[], $5::text[], $6::float8[])
           as t (device_id, recorded_ms, sequence, received_ms, measure, value)
        order by 1, 2, 3, 5
       on conflict do nothing
       returning device_id, recorded_at, sequence
     )
     select distinct device_id || ' ' || round(extract(epoch from recorded_at) * 1000)::bigint || ' ' || sequence as key
       from stored`,
    [
      lines.map(({ deviceId }) => deviceId),
      lines.map(({ recordedAtMs }) => recordedAtMs),
      lines.map(({ sequence }) => sequence),
      lines.map(({ receivedAtMs }) => receivedAtMs),
      lines.map(({ measure }) => measure),
      lines.map(({ value }) => value),
    ],
  )
  return new Set(rows.map(({ key }) => key))
}

function firstOfEach(readings: readonly IncomingReading[]): IncomingReading[] {
  const byKey = new Map<string, IncomingReading>()
  for (const reading of readings) if (!byKey.has(keyOf(reading))) byKey.set(keyOf(reading), reading)
  return [...byKey.values()]
}

function keyOf({ deviceId, recordedAtMs, sequence }: IncomingReading): string {
  return `${deviceId} ${recordedAtMs} ${sequence}`
}

async function updateStates(transaction: Queryable, states: ReadonlyMap<number, LockedState>): Promise<void> {
  const rows = Array.from(states, ([deviceId, { newestMs, values, rules }]) => ({ deviceId, newestMs, values, rules }))
  await transaction.query(
    `update device_states set silent_since = null, recorded_at = to_timestamp("newestMs" / 1000.0),
            values = given.values, rules = given.rules
       from jsonb_to_recordset($1::jsonb) as given ("deviceId" int, "newestMs" numeric, values jsonb, rules jsonb)
      where device_id = "deviceId"`,
    [JSON.stringify(rows)],
  )
}
