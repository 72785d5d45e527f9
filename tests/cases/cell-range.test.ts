import { cellToChildren, cellToParent, latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { cellToBigInt, descendantRange } from '../../server/cases/cell-range.ts'

test('the range of a cell is that of its descendants of resolution 10, and holds nobody else', () => {
  const random = mulberry32(5)
  for (let resolution = 6; resolution <= 10; resolution++) {
    const parent = latLngToCell(30 + random(), 120 + random(), resolution)
    const range = descendantRange(parent)!
    const children = cellToChildren(parent, 10).map(cellToBigInt)
    expect(children.reduce((least, child) => (child < least ? child : least))).toBe(range.first)
    expect(children.reduce((most, child) => (child > most ? child : most))).toBe(range.last)
    for (let index = 0; index < 200; index++) {
      const cell = latLngToCell(30 + random(), 120 + random(), 10)
      const number = cellToBigInt(cell)
      const within = number >= range.first && number <= range.last
      expect(within).toBe(cellToParent(cell, resolution) === parent)
    }
  }
})

test('a cell that is none, too coarse or too fine has no range', () => {
  expect(descendantRange('8a30')).toBeNull()
  expect(descendantRange('fffffffffffffff')).toBeNull()
  expect(descendantRange(latLngToCell(30, 120, 4))).toBeNull()
  expect(descendantRange(latLngToCell(30, 120, 11))).toBeNull()
})
