import { expect, test } from 'vitest'
import { freeSpace, isLow } from '../../server/http/free-space.ts'

const GIB = 1024 ** 3
const space = (freeBytes: number, totalBytes: number) =>
  freeSpace({ bavail: freeBytes / 4096, blocks: totalBytes / 4096, bsize: 4096 })

test('space is low below 1 GiB, or 5 % of a large disk; what is not known is not', () => {
  expect(space(3 * GIB, 20 * GIB)).toEqual({ freeBytes: 3 * GIB, totalBytes: 20 * GIB })
  expect([isLow(space(3 * GIB, 20 * GIB)), isLow(space(GIB / 2, 2 * GIB)), isLow(space(40 * GIB, 1000 * GIB))])
    .toEqual([false, true, true])
  expect(isLow(freeSpace(undefined))).toBe(false)
})
