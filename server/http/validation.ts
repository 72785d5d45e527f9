import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv'
import addFormatsModule from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { isStorable } from '../../geodata/import/storable-text.ts'
import { badInput, type ReplyError } from '../errors.ts'

// ajv-formats is CommonJS: under ESM its function is the default of the default
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void

/** The instants that the database and every calculation of ours know: of years with four digits. */
const FIRST_INSTANT_MS = Date.UTC(1000, 0)
const LAST_INSTANT_MS = Date.UTC(9999, 11, 31)

/** Fields whose value an error never repeats. */
const SECRET_FIELDS = new Set(['password', 'token'])

/** Says what a schema wanted, in words. */
function expectationOf(error: ErrorObject): string {
  const { keyword, params, parentSchema, schema } = error
  switch (keyword) {
    case 'required':
      return 'a value'
    case 'additionalProperties':
      return `only ${Object.keys((parentSchema?.properties as object) ?? {}).join(', ')}`
    case 'enum':
      return `one of ${(schema as unknown[]).join(', ')}`
    case 'type':
      return `type ${Array.isArray(schema) ? schema.join(' or ') : String(schema)}`
    case 'format':
      return params.format === 'date-time' ? 'an ISO 8601 time such as 2026-01-31T08:00:00Z' : `a ${params.format}`
    case 'minLength':
    case 'minItems':
      return `at least ${params.limit} ${keyword === 'minLength' ? 'characters' : 'items'}`
    case 'maxLength':
    case 'maxItems':
      return `at most ${params.limit} ${keyword === 'maxLength' ? 'characters' : 'items'}`
    default:
      return error.message ?? keyword
  }
}

/** Turns the first complaint of a schema into the error that people read. */
export function describeValidation(error: ErrorObject): ReplyError {
  const path = error.instancePath.split('/').slice(1)
  if (error.keyword === 'required') path.push(String(error.params.missingProperty))
  if (error.keyword === 'additionalProperties') path.push(String(error.params.additionalProperty))
  const field = path.join('.') || 'body'
  const absent = error.keyword === 'required'
  const secret = SECRET_FIELDS.has(path.at(-1) ?? '')
  const unknown = error.keyword === 'additionalProperties'
  const data = unknown ? (error.data as Record<string, unknown>)[path.at(-1)!] : error.data
  const value = absent ? undefined : secret ? '(hidden)' : data
  return badInput(field, value, expectationOf(error))
}

/** Ajv with the formats of JSON Schema, of which a time has to be an instant that we can count with. */
function ajvWith(options: Options): Ajv {
  const ajv = new Ajv({ verbose: true, strict: false, ...options })
  addFormats(ajv)
  const { validate } = ajv.formats['date-time'] as { validate(text: string): boolean }
  // a leap second is a time by the standard, and not a number to us
  ajv.addFormat('date-time', (text: string) => validate(text) && isInstant(Date.parse(text)))
  return ajv
}

/** Whether we can count with an instant, in epoch milliseconds, and keep it. */
export function isInstant(atMs: number): boolean {
  return atMs >= FIRST_INSTANT_MS && atMs < LAST_INSTANT_MS
}

/**
 * Says which text within a value the database could not keep: one with the character NUL, or with half a character of
 * two (a lone surrogate). Names of fields are texts as well. Undefined where all is well.
 */
export function badTextIn(value: unknown, field = ''): ReplyError | undefined {
  if (typeof value === 'string') {
    return isStorable(value) ? undefined : badInput(field || 'body', value, 'text of whole characters, without NUL')
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[name]
    const bad = badTextIn(name) ?? badTextIn(inner, field === '' ? name : `${field}.${name}`)
    if (bad !== undefined) return bad
  }
  return undefined
}

/**
 * Gives a function that says what of a value breaks the schema. It is compiled when a value is first asked about: all
 * schemas at once would be a good part of a start.
 */
function faultFinder(ajv: Ajv, schema: object): (value: unknown) => ErrorObject[] {
  let check: ValidateFunction | undefined
  return (value) => {
    check ??= ajv.compile(schema)
    return check(value) ? [] : check.errors!
  }
}

/** Gives a function that checks a value as a body of this schema is checked, and says all that is wrong with it. */
export function bodyChecker(schema: object): (value: unknown) => ReplyError[] {
  const faultsOf = faultFinder(ajvWith({ allErrors: true }), schema)
  return (value) => {
    const faults = faultsOf(value)
    if (faults.length > 0) return faults.map(describeValidation)
    const bad = badTextIn(value)
    return bad === undefined ? [] : [bad]
  }
}

/** Checks bodies as they are, and turns the text of queries, parameters and headers into the types of their schema. */
export function useValidation(app: FastifyInstance): void {
  const strictBody = ajvWith({})
  const coerced = ajvWith({ coerceTypes: true })
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const faultsOf = faultFinder(httpPart === 'body' ? strictBody : coerced, schema as object)
    return (value: unknown) => {
      const [fault] = faultsOf(value)
      const error = fault === undefined ? badTextIn(value) : describeValidation(fault)
      return error === undefined ? true : { error }
    }
  })
  app.setSchemaErrorFormatter((errors) => describeValidation(errors[0] as ErrorObject))
}
