import { expect, test } from 'vitest'

/** What of a schema is of interest here. */
interface Schema {
  type?: string
  maximum?: number
  [keyword: string]: unknown
}

const modules = import.meta.glob<Record<string, unknown>>('../../server/contract/api/*.ts', { eager: true })

/** Paths of the whole numbers within a schema that have no upper bound. */
function unbounded(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, maximum = Infinity } = schema as Schema
  const own = type === 'integer' && maximum > Number.MAX_SAFE_INTEGER ? [path] : []
  return [...own, ...Object.entries(schema).flatMap(([name, inner]) => unbounded(inner, `${path}.${name}`))]
}

test('every whole number that a request may name ends somewhere: the database refuses what it cannot hold', () => {
  const asked = Object.values(modules).flatMap(Object.entries).filter(([name]) => /(Body|Query)$|^New/.test(name))
  expect(asked.length).toBeGreaterThan(50)
  expect(asked.filter(([name]) => !name.endsWith('Reply')).flatMap(([name, schema]) => unbounded(schema, name))).toEqual([])
})
