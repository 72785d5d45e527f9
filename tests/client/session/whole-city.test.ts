import { expect, test } from 'vitest'
import { mayChangeCity } from '../../../client/session/whole-city.ts'
import type { Me } from '../../../server/contract/api/accounts.ts'

const account = (role: 'admin' | 'leader', scopeCode: string): Me =>
  ({ type: 'account', id: 1, login: 'x', role, displayName: 'x', scopeCode })

test('the whole city is changed by administrators of it or of its province alone', () => {
  expect(mayChangeCity(account('admin', '9901'), '9901')).toBe(true)
  expect(mayChangeCity(account('admin', '99'), '9901')).toBe(true)
  expect(mayChangeCity(account('admin', '990101'), '9901')).toBe(false)
  expect(mayChangeCity(account('leader', '9901'), '9901')).toBe(false)
  expect(mayChangeCity({ type: 'wall', label: 'x', scopeCode: '9901' }, '9901')).toBe(false)
})
