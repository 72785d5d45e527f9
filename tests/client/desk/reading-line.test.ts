import { expect, test } from 'vitest'
import { readingLine } from '../../../client/desk/detail/reading-line.ts'

const plain = (atMs: number[], value: number[]) => ({ atMs, value, least: [], most: [] })

test('a line runs from the left edge to the right, the least at the bottom and the most at the top', () => {
  const drawn = readingLine(plain([0, 50, 100], [2, 6, 4]), 0, 100, 200, 40)
  expect(drawn).toEqual({ line: 'M0.0 40.0L100.0 0.0L200.0 20.0', band: '', least: 2, most: 6 })
})

test('a value that never changes is drawn through the middle', () => {
  expect(readingLine(plain([0, 10], [5, 5]), 0, 10, 100, 40)!.line).toBe('M0.0 20.0L100.0 20.0')
  expect(readingLine(plain([5], [5]), 0, 10, 100, 40)!.line).toBe('M50.0 20.0')
})

test('means have a band of least and most around them, which decides the scale', () => {
  const drawn = readingLine({ atMs: [0, 10], value: [5, 5], least: [0, 2], most: [10, 8] }, 0, 10, 100, 100)
  expect(drawn).toEqual({
    line: 'M0.0 50.0L100.0 50.0', band: 'M0.0 0.0L100.0 20.0L100.0 80.0L0.0 100.0Z', least: 0, most: 10,
  })
})

test('where nothing came for long the line is broken', () => {
  const atMs = [0, 1, 2, 3, 50, 51]
  const { line } = readingLine(plain(atMs, atMs.map(() => 1)), 0, 60, 60, 10)!
  expect(line.match(/M/g)).toHaveLength(2)
})

test('nothing makes no line', () => {
  expect(readingLine(plain([], []), 0, 1, 10, 10)).toBeUndefined()
})
