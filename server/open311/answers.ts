import type { ServiceAttribute } from '../contract/api/open311.ts'
import { badInput, type ReplyError } from '../errors.ts'
import type { Form } from './form.ts'
import { parseW3cTime } from './w3c-time.ts'

/** What was answered to one question, in the words of the day. */
export interface Answer {
  code: string
  description: string
  /** One; of a multivaluelist as many as were chosen. `key` is what was sent, `name` what it means. */
  values: { key: string; name: string }[]
}

const NAME = /^attribute\[([^\]]+)\](?:\[\d*\])?$/
const LONGEST = 4000
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/

/** The answers of a form to what its service asks, and all that is wrong with them, each naming the attribute. */
export function readAnswers(
  form: Form, attributes: readonly ServiceAttribute[],
): { answers: Answer[]; faults: ReplyError[] } {
  const sent = new Map<string, string[]>()
  for (const [name, values] of form) {
    const code = NAME.exec(name)?.[1]
    if (code !== undefined) sent.set(code, [...(sent.get(code) ?? []), ...values])
  }
  const faults: ReplyError[] = []
  const answers: Answer[] = []
  for (const attribute of attributes) {
    const values = sent.get(attribute.code) ?? []
    sent.delete(attribute.code)
    const field = `attribute[${attribute.code}]`
    if (!attribute.variable) continue
    if (values.length === 0) {
      if (attribute.required) faults.push(badInput(field, undefined, `an answer to “${attribute.description}”`))
      continue
    }
    const fault = faultOf(field, values, attribute)
    if (fault === null) answers.push(answerOf(values, attribute))
    else faults.push(fault)
  }
  const known = attributes.map(({ code }) => code).join(', ') || 'none'
  for (const [code, values] of sent) {
    faults.push(badInput(`attribute[${code}]`, values[0], `only what the service asks: ${known}`))
  }
  return { answers, faults }
}

function faultOf(field: string, values: readonly string[], attribute: ServiceAttribute): ReplyError | null {
  const { datatype } = attribute
  if (values.length > 1 && datatype !== 'multivaluelist') return badInput(field, values.join(', '), 'one value')
  for (const value of values) {
    const expected = expectedOf(value, attribute)
    if (expected !== null) return badInput(field, value, expected)
  }
  return null
}

/** What was expected instead of this value; null where it is right. */
function expectedOf(value: string, { datatype, values }: ServiceAttribute): string | null {
  switch (datatype) {
    case 'number':
      return NUMBER.test(value) ? null : 'a number'
    case 'datetime':
      return parseW3cTime(value) === null ? 'a time with its zone such as 2026-03-02T10:00:00+08:00' : null
    case 'singlevaluelist':
    case 'multivaluelist':
      return values.some(({ key }) => key === value) ? null : `one of ${values.map(({ key }) => key).join(', ')}`
    default:
      return value.length <= LONGEST ? null : `at most ${LONGEST} characters`
  }
}

function answerOf(keys: readonly string[], { code, description, values }: ServiceAttribute): Answer {
  const nameOf = (key: string): string => values.find((value) => value.key === key)?.name ?? key
  return { code, description, values: [...new Set(keys)].map((key) => ({ key, name: nameOf(key) })) }
}
