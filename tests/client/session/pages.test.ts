import { describe, expect, it } from 'vitest'
import type { Role } from '../../../server/contract/api/accounts.ts'
import { addressAfterLogin, pageOfPath, pagesOf } from '../../../client/session/pages.ts'

const account = (role: Role) =>
  ({ type: 'account', id: 1, login: 'x', role, displayName: 'X', scopeCode: '9901' }) as const
const wall = { type: 'wall', label: 'Hall', scopeCode: '9901' } as const

describe('the pages', () => {
  it('are told by the address', () => {
    expect(['/', '/desk', '/wall/', '/review', '/login', '/desk/7', '/api'].map(pageOfPath)).toEqual([
      'home', 'desk', 'wall', 'review', 'login', 'none', 'none',
    ])
  })

  it('lead each role to its own first', () => {
    expect(pagesOf(account('duty'))[0]).toBe('desk')
    expect(pagesOf(account('admin'))[0]).toBe('desk')
    expect(pagesOf(account('leader'))[0]).toBe('review')
    expect(pagesOf(wall)).toEqual(['wall'])
  })

  it('open the administration to administrators only', () => {
    expect(pageOfPath('/admin')).toBe('admin')
    expect(pagesOf(account('admin'))).toContain('admin')
    for (const me of [account('duty'), account('leader'), wall]) expect(pagesOf(me)).not.toContain('admin')
  })
})

describe('the page of the field', () => {
  it('is the only one of units and workers, and open to those who send them', () => {
    expect(pageOfPath('/field')).toBe('field')
    for (const role of ['unit', 'worker'] as const) expect(pagesOf(account(role))).toEqual(['field'])
    for (const role of ['duty', 'admin'] as const) expect(pagesOf(account(role))).toContain('field')
    expect(pagesOf(account('leader'))).not.toContain('field')
    expect(addressAfterLogin(account('worker'), null)).toBe('/field')
    expect(addressAfterLogin(account('unit'), '/desk')).toBe('/field')
  })
})

describe('the way on after a login', () => {
  it('goes back to where the visitor was', () => {
    expect(addressAfterLogin(account('duty'), '/review?period=week')).toBe('/review?period=week')
  })

  it('never leaves this site', () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'desk', '/elsewhere', '/', null]) {
      expect(addressAfterLogin(account('duty'), next)).toBe('/desk')
    }
  })
})

describe('the page of citizens', () => {
  it('is a page, and nobody is led to it by a login', () => {
    expect(pageOfPath('/citizen')).toBe('citizen')
    for (const role of ['admin', 'duty', 'leader', 'unit', 'worker'] as const) {
      expect(pagesOf(account(role))).not.toContain('citizen')
    }
  })
})
