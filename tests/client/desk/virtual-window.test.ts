import { describe, expect, it } from 'vitest'
import { scrollToShow, windowOf } from '../../../client/desk/list/virtual-window.ts'

describe('the window of a virtual list', () => {
  it('holds every row that shows, wherever it is scrolled to', () => {
    const [count, rowPx, heightPx] = [500, 82, 700]
    for (let scrollTop = 0; scrollTop <= count * rowPx - heightPx; scrollTop += 137) {
      const { first, end } = windowOf(count, rowPx, scrollTop, heightPx)
      const shown = Array.from({ length: count }, (_, row) => row)
        .filter((row) => (row + 1) * rowPx > scrollTop && row * rowPx < scrollTop + heightPx)
      expect(shown.filter((row) => row < first || row >= end)).toEqual([])
      expect(end - first).toBeLessThan(30)
    }
  })

  it('is empty for an empty list, and within the list when it has become shorter than the scroll position', () => {
    expect(windowOf(0, 82, 0, 700)).toEqual({ first: 0, end: 0 })
    const { first, end } = windowOf(3, 82, 40_000, 700)
    expect(first).toBeGreaterThanOrEqual(0)
    expect(end).toBeLessThanOrEqual(3)
    expect(end).toBeGreaterThanOrEqual(first)
  })
})

describe('scrolling to a row', () => {
  it('does not move when the row is wholly seen', () => {
    expect(scrollToShow(5, 100, 300, 400)).toBe(300)
  })

  it('moves no further than needed, up or down', () => {
    expect(scrollToShow(2, 100, 250, 400)).toBe(200)
    expect(scrollToShow(8, 100, 250, 400)).toBe(500)
  })
})
