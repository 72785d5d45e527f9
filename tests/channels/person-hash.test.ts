import { expect, test } from 'vitest'
import { normalizeIdentifier, personHashWith } from '../../server/channels/person-hash.ts'

test.each([
  ['13800138000', '13800138000'],
  ['+86 138 0013 8000', '13800138000'],
  ['008613800138000', '13800138000'],
  ['86-138-0013-8000', '13800138000'],
  ['＋８６　１３８００１３８０００', '13800138000'],
  ['(010) 6505-1234', '01065051234'],
  ['+86 10 6505 1234', '01065051234'],
  ['86101234', '86101234'],
  ['+1 (212) 555-0100', '+12125550100'],
  ['11010519491231002x', '11010519491231002x'],
  ['11010519491231002X', '11010519491231002x'],
  [' Zhang.San@Example.com ', 'zhang.san@example.com'],
])('%s is known as %s', (written, expected) => {
  expect(normalizeIdentifier(written)).toBe(expected)
})

test('the hash is the same for one person, another for another, and another with another key', () => {
  const hash = personHashWith(Buffer.alloc(32, 1))
  expect(hash('+86 138-0013-8000')).toEqual(hash('13800138000'))
  expect(hash('13800138000')).toHaveLength(32)
  expect(hash('13800138001')).not.toEqual(hash('13800138000'))
  expect(personHashWith(Buffer.alloc(32, 2))('13800138000')).not.toEqual(hash('13800138000'))
})
