import Type from 'typebox'
import { describe, expect, test } from 'vitest'
import { badTextIn, bodyChecker } from '../../server/http/validation.ts'

describe('a time', () => {
  const faultsOf = bodyChecker(Type.Object({ at: Type.String({ format: 'date-time' }) }))

  test.each(['2026-01-31T08:00:00Z', '2024-02-29T23:59:59.999+08:00', '1900-01-01T00:00:00-11:00'])('may be %s', (at) => {
    expect(faultsOf({ at })).toEqual([])
  })

  test.each([
    '2016-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '0999-12-31T23:00:00Z', '9999-12-31T23:59:59-12:00',
    '+275760-09-13T00:00:00Z', '2026-02-30T00:00:00Z', '2026-01-31', '',
  ])('is not %s, and the answer names the field', (at) => {
    expect(faultsOf({ at })).toMatchObject([{ statusCode: 400, detail: { field: 'at', value: at } }])
  })
})

describe('a text', () => {
  test.each(['', '路边有垃圾', 'a\tb\r\nc', '🚮', '\uFFFD', '\u0001'])('may be %j', (text) => {
    expect(badTextIn({ text })).toBeUndefined()
  })

  test.each(['a\0b', '\0', 'a\uD83D', '\uDEAE\uD83D'])('is not %j, which the database could not keep', (text) => {
    expect(badTextIn({ parts: [{ text: 'well' }, { text }] })).toMatchObject({
      statusCode: 400, detail: { field: 'parts.1.text' },
    })
    expect(badTextIn({ [text]: 1 })).toMatchObject({ statusCode: 400 })
  })
})
