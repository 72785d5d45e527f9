import { expect, test } from 'vitest'
import { inChunks } from '../../../server/boundaries/quality/in-chunks.ts'

const numbers = Array.from({ length: 100 }, (_, k) => k)
const topology = Object.assign(new Error('TopologyException: side location conflict'), { code: 'XX000' })

test('every item is run once, in order, though one that the geometry engine cannot do ends its chunk', async () => {
  const done: number[] = []
  const failed: [number, string][] = []
  await inChunks(
    numbers,
    async (chunk) => {
      if (chunk.includes(13) || chunk.includes(77)) throw topology
      done.push(...chunk)
    },
    async (item, error) => {
      failed.push([item, error.message])
    },
  )
  expect(failed).toEqual([[13, topology.message], [77, topology.message]])
  expect(done).toEqual(numbers.filter((number) => number !== 13 && number !== 77))
})

test('every other error ends the run', async () => {
  const gone = Object.assign(new Error('terminating connection'), { code: '57P01' })
  const failed: number[] = []
  const run = inChunks(numbers, () => Promise.reject(gone), async (item) => {
    failed.push(item)
  })
  await expect(run).rejects.toBe(gone)
  expect(failed).toEqual([])
})
