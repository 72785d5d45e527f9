import { Ajv, type ErrorObject } from 'ajv'
import addFormatsModule from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { badInput, type ReplyError } from '../errors.ts'

// ajv-formats is CommonJS: under ESM its function is the default of the default
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void

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

/** Gives a function that checks a value as a body of this schema is checked, and says all that is wrong with it. */
export function bodyChecker(schema: object): (value: unknown) => ReplyError[] {
  const ajv = new Ajv({ verbose: true, strict: false, allErrors: true })
  addFormats(ajv)
  const check = ajv.compile(schema)
  return (value) => (check(value) ? [] : (check.errors ?? []).map(describeValidation))
}

/** Checks bodies as they are, and turns the text of queries, parameters and headers into the types of their schema. */
export function useValidation(app: FastifyInstance): void {
  const strictBody = new Ajv({ verbose: true, strict: false })
  const coerced = new Ajv({ verbose: true, strict: false, coerceTypes: true })
  addFormats(strictBody)
  addFormats(coerced)
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === 'body' ? strictBody : coerced).compile(schema as object))
  app.setSchemaErrorFormatter((errors) => describeValidation(errors[0] as ErrorObject))
}
