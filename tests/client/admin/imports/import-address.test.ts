import { describe, expect, it } from 'vitest'
import { importOfSearch, searchWithImport } from '../../../../client/admin/imports/import-address.ts'

describe('the opened import in the address', () => {
  it('is read back as it was written, and leaves the rest alone', () => {
    const search = searchWithImport('?tab=import&lang=en', 12)
    expect(search).toBe('?tab=import&lang=en&import=12')
    expect(importOfSearch(search)).toBe(12)
    expect(searchWithImport(search, 7)).toBe('?tab=import&lang=en&import=7')
    expect(searchWithImport(search, null)).toBe('?tab=import&lang=en')
    expect(searchWithImport('?import=3', null)).toBe('')
  })

  it('is none where the address makes no sense', () => {
    for (const text of ['', '0', '-1', '1.5', 'x', '99999999999', '4294967296']) {
      expect(importOfSearch(`?import=${text}`), text).toBeNull()
    }
    expect(importOfSearch('?tab=import')).toBeNull()
  })
})
