import type { SensorDefinition } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'
import { compileDefinition, type CompiledDefinition } from './compile-definition.ts'
import type { WatchedDevice } from './silence.ts'

/** A device that may send. */
export interface RegisteredDevice extends WatchedDevice {
  key: string
  areaCode: string
}

/** The devices that are not retired, and the kinds, as they are in memory. */
export interface Registry {
  deviceByKey: ReadonlyMap<string, RegisteredDevice>
  deviceById: ReadonlyMap<number, RegisteredDevice>
  definitionOfKind: ReadonlyMap<string, CompiledDefinition>
  /** Kinds whose silence means something, with after how long. */
  silenceMsOfKind: ReadonlyMap<string, number>
}

/** Reads all of it. A definition that cannot be used (`onBroken` is told) counts as none. */
export async function readRegistry(
  database: Queryable, onBroken: (kind: string, error: unknown) => void,
): Promise<Registry> {
  const devices = await database.query<{
    id: number; key: string; kind: string; area_code: string; registered_at: Date; heard_at: Date | null; silent: boolean
  }>(
    `select id, key, kind, area_code, registered_at, heard_at, silent_since is not null as silent
       from devices left join device_states on device_id = id where not retired`,
  )
  const kinds = await database.query<{ kind: string; definition: SensorDefinition }>(
    'select kind, definition from device_kinds',
  )
  const definitionOfKind = new Map<string, CompiledDefinition>()
  const silenceMsOfKind = new Map<string, number>()
  for (const { kind, definition } of kinds.rows) {
    const compiled = compileOrNone(definition, (error) => onBroken(kind, error))
    definitionOfKind.set(kind, compiled)
    if (compiled.silence !== undefined) silenceMsOfKind.set(kind, compiled.silence.afterSeconds * 1000)
  }
  const registered = devices.rows.map((row): RegisteredDevice => ({
    id: row.id,
    key: row.key,
    kind: row.kind,
    areaCode: row.area_code,
    registeredAtMs: row.registered_at.getTime(),
    heardAtMs: row.heard_at?.getTime() ?? null,
    silent: row.silent,
  }))
  return {
    deviceByKey: new Map(registered.map((device) => [device.key, device])),
    deviceById: new Map(registered.map((device) => [device.id, device])),
    definitionOfKind,
    silenceMsOfKind,
  }
}

/** Whether a category exists was asked when the definition was written: alarms without a case are better than none. */
function compileOrNone(definition: SensorDefinition, onBroken: (error: unknown) => void): CompiledDefinition {
  try {
    return compileDefinition(definition, () => true)
  } catch (error) {
    onBroken(error)
    return compileDefinition({}, () => true)
  }
}
