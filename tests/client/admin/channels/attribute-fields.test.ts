import { expect, test } from 'vitest'
import { attributesOf, fieldsOf, NEW_ATTRIBUTE } from '../../../../client/admin/channels/open311/attribute-fields.ts'
import type { ServiceAttribute } from '../../../../server/contract/api/open311.ts'

const KIND: ServiceAttribute = {
  code: 'KIND', datatype: 'singlevaluelist', required: true, variable: true, description: '井盖种类', descriptionEn: 'Kind',
  datatypeDescription: '', values: [{ key: 'water', name: '供水', nameEn: 'Water' }, { key: 'power', name: '电力', nameEn: '' }],
}
const DEPTH = { ...NEW_ATTRIBUTE, code: 'DEPTH', description: '深度', datatype: 'number' } as const

test('questions come out of their form as they went in', () => {
  const depth: ServiceAttribute = { ...KIND, code: 'DEPTH', datatype: 'number', required: false, values: [] }
  expect(attributesOf([KIND, depth].map(fieldsOf))).toEqual([KIND, depth])
})

test('choices are lines, their parts between bars of either width; empty lines are none', () => {
  const lines = ' water|供水 | Water \n\npower ｜电力'
  expect(attributesOf([{ ...fieldsOf(KIND), lines }])).toEqual([KIND])
})

test('what is only said is not required, and what is no list has no choices', () => {
  const [said] = attributesOf([{ ...DEPTH, required: true, variable: false, lines: 'a | b' }]) as ServiceAttribute[]
  expect(said).toMatchObject({ required: false, values: [] })
})

test('the first thing that is wrong is told with where it is', () => {
  expect(attributesOf([DEPTH, NEW_ATTRIBUTE])).toEqual({ at: 1, what: 'noCode', value: '' })
  expect(attributesOf([{ ...DEPTH, code: 'how deep' }])).toEqual({ at: 0, what: 'noCode', value: '' })
  expect(attributesOf([DEPTH, DEPTH])).toEqual({ at: 1, what: 'twice', value: 'DEPTH' })
  expect(attributesOf([{ ...DEPTH, description: ' ' }])).toEqual({ at: 0, what: 'noDescription', value: '' })
  const list = fieldsOf(KIND)
  expect(attributesOf([{ ...list, lines: '\n' }])).toEqual({ at: 0, what: 'noValues', value: '' })
  expect(attributesOf([{ ...list, lines: 'water | 供水\npower' }])).toEqual({ at: 0, what: 'badValue', value: '2' })
  expect(attributesOf([{ ...list, lines: 'a | 甲\na | 乙' }])).toEqual({ at: 0, what: 'sameKey', value: 'a' })
})
