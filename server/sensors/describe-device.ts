import type { DeviceEntry, DeviceRecord } from '../contract/api/sensors.ts'
import type { CompiledDefinition } from './compile-definition.ts'
import type { DeviceState } from './evaluate-rules.ts'

/** A device in full, by what its kind means now: values of measures that the kind no longer has are left out. */
export function describeDevice(
  { entry, values, rules }: { entry: DeviceEntry; values: DeviceState['values']; rules: DeviceState['rules'] },
  definition: CompiledDefinition | undefined,
): DeviceRecord {
  const measures = (definition?.measures ?? []).map(({ name, unit = null }) => ({ name, unit }))
  return {
    ...entry,
    values: measures.flatMap(({ name, unit }) => {
      if (!Object.hasOwn(values, name)) return []
      const { value, atMs } = values[name]
      return [{ measure: name, value, unit, at: new Date(atMs).toISOString() }]
    }),
    measures,
    rules: (definition?.rules ?? []).map(({ alarmType, name, nameEn }) => ({
      alarmType, name, nameEn, raised: Object.hasOwn(rules, alarmType) && rules[alarmType].raised,
    })),
  }
}
