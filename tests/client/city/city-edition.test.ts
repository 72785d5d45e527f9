import { expect, test } from 'vitest'
import { editionKey, isOutdated } from '../../../client/city/city-edition.ts'

const shown = { gridVersionId: 3, baseRevision: 1 }

test('a page is outdated when the boundaries or the imported things are others, and not before it was told so', () => {
  expect(isOutdated(shown, null)).toBe(false)
  expect(isOutdated(shown, { ...shown })).toBe(false)
  expect(isOutdated(shown, { ...shown, gridVersionId: 4 })).toBe(true)
  expect(isOutdated(shown, { ...shown, gridVersionId: 2 })).toBe(true)
  expect(isOutdated(shown, { ...shown, baseRevision: 2 })).toBe(true)
})

test('editions that differ have different keys', () => {
  expect(editionKey({ gridVersionId: 1, baseRevision: 11 })).not.toBe(editionKey({ gridVersionId: 11, baseRevision: 1 }))
})
