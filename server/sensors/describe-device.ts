import type { DeviceEntry, DeviceRecord } from '../contract/api/sensors.ts'
import type { CompiledDefinition } from './compile-definition.ts'
import type { DeviceState } from './evaluate-rules.ts'

/** A device in full, by what its kind means now: values of measures that the kind no longer has are left out. */
export function describeDevice(
  { entry, values, rules }: { entry: DeviceEntry; values: DeviceState['values']; rules: DeviceState['rules'] },
  definition: CompiledDefinition | undefined,
): DeviceRecord {
  return {
    ...entry,
    measures: (definition?.measures ?? []).map(({ name, label = name, labelEn = label, unit = null, words = {} }) => {
      const known = Object.hasOwn(values, name) ? values[name] : undefined
      const word = Object.entries(words).find(([, value]) => value === known?.value)?.[0] ?? null
      const newest = known && { value: known.value, word, at: new Date(known.atMs).toISOString() }
      return { name, label, labelEn, unit, newest: newest ?? null }
    }),
    rules: (definition?.rules ?? []).map(({ alarmType, name, nameEn }) => ({
      alarmType, name, nameEn, raised: Object.hasOwn(rules, alarmType) && rules[alarmType].raised,
    })),
  }
}
