import { expect, it } from 'vitest'
import { readAdminAddress, writeAdminAddress } from '../../../client/admin/admin-address.ts'

it('an address leads back to where it was written', () => {
  for (const at of [{ tab: 'edit', version: 12 }, { tab: 'import', version: null }] as const) {
    expect(readAdminAddress(writeAdminAddress('', at))).toEqual(at)
  }
})

it('what makes no sense counts as not said', () => {
  expect(readAdminAddress('?tab=elsewhere&version=-3')).toEqual({ tab: 'versions', version: null })
  expect(readAdminAddress('?version=1e3')).toEqual({ tab: 'versions', version: null })
})

it('what else an address says stays', () => {
  expect(writeAdminAddress('?lang=en&version=4', { tab: 'versions', version: null })).toBe('?lang=en&tab=versions')
})
