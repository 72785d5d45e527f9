import type { Condition, Measure, SensorDefinition, SensorRule } from '../contract/api/sensors.ts'
import { SILENT_ALARM_TYPE, SOS_ALARM_TYPE } from '../contract/api/alarms.ts'
import { badInput } from '../errors.ts'
import { holds } from './condition.ts'
import { compileJsonPath, type JsonPath } from './json-path.ts'

/** A kind's definition, ready for payloads: paths compiled once, measures by name. */
export interface CompiledDefinition {
  measures: readonly (Measure & { find: JsonPath })[]
  measureByName: ReadonlyMap<string, Measure>
  time: (NonNullable<SensorDefinition['time']> & { find: JsonPath }) | undefined
  sequence: { path: string; find: JsonPath } | undefined
  rules: readonly SensorRule[]
  silence: SensorDefinition['silence']
}

/** Compiles a definition that has passed its schema. Throws ReplyError 400 that names the field at fault; `isCategory`
 * tells which codes a case can have. */
export function compileDefinition(
  definition: SensorDefinition, isCategory: (code: string) => boolean,
): CompiledDefinition {
  const { measures = [], time, sequence, rules = [], silence } = definition
  const measureByName = new Map<string, Measure>()
  const compiled = measures.map((measure, index) => {
    const field = `definition.measures.${index}`
    if (measureByName.has(measure.name)) throw badInput(`${field}.name`, measure.name, 'a name that no other measure has')
    if (measure.scale === 0) throw badInput(`${field}.scale`, 0, 'a number other than 0')
    measureByName.set(measure.name, measure)
    return { ...measure, find: compilePath(`${field}.path`, measure.path) }
  })
  checkRules(rules, measureByName, isCategory)
  return {
    measures: compiled, measureByName, rules, silence,
    time: time && { ...time, find: compilePath('definition.time.path', time.path) },
    sequence: sequence === undefined ? undefined : { path: sequence, find: compilePath('definition.sequence', sequence) },
  }
}

function compilePath(field: string, path: string): JsonPath {
  try {
    return compileJsonPath(path)
  } catch (error) {
    throw badInput(field, path, `a JSON path (RFC 9535) such as $.data.smoke: ${(error as Error).message}`)
  }
}

function checkRules(
  rules: readonly SensorRule[], measures: ReadonlyMap<string, Measure>, isCategory: (code: string) => boolean,
): void {
  // what the server raises by itself must not be taken for a rule's
  const types = new Set<string>([SILENT_ALARM_TYPE, SOS_ALARM_TYPE])
  for (const [index, rule] of rules.entries()) {
    const field = `definition.rules.${index}`
    if (types.has(rule.alarmType)) {
      throw badInput(`${field}.alarmType`, rule.alarmType, `a type that no other rule has, other than 'silent' and 'sos'`)
    }
    types.add(rule.alarmType)
    if (!measures.has(rule.measure)) {
      const names = [...measures.keys()].join(', ')
      throw badInput(`${field}.measure`, rule.measure, names === '' ? 'a measure of this kind' : `one of ${names}`)
    }
    if (rule.clear !== undefined && overlap(rule.raise, rule.clear)) {
      throw badInput(
        `${field}.clear`, `${rule.clear.comparison} ${rule.clear.value}`,
        `a condition that never holds together with raise, ${rule.raise.comparison} ${rule.raise.value}`,
      )
    }
    if (rule.case !== undefined && !isCategory(rule.case.category)) {
      throw badInput(`${field}.case.category`, rule.case.category, 'the code of an item of the catalogue')
    }
  }
}

/** Whether a value exists for which both hold. Each changes at its threshold only, so five places decide. */
function overlap(one: Condition, other: Condition): boolean {
  const low = Math.min(one.value, other.value)
  const high = Math.max(one.value, other.value)
  const beyond = Math.max(1, Math.abs(low), Math.abs(high))
  const places = [low - beyond, low, low / 2 + high / 2, high, high + beyond]
  return places.some((place) => holds(one, place) && holds(other, place))
}
