/** The rows to draw of a list whose rows are equally high. */
export interface VirtualWindow {
  first: number
  /** One past the last row drawn. */
  end: number
}

/** The rows that show at `scrollTop`, and a few more on either side so that scrolling never shows a gap. */
export function windowOf(count: number, rowPx: number, scrollTop: number, heightPx: number, spare = 6): VirtualWindow {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowPx)) - spare)
  const end = Math.min(count, Math.ceil((scrollTop + heightPx) / rowPx) + spare)
  return { first, end: Math.max(first, end) }
}

/** The scroll position nearest to `scrollTop` at which a row is wholly seen. */
export function scrollToShow(index: number, rowPx: number, scrollTop: number, heightPx: number): number {
  const top = index * rowPx
  if (top < scrollTop) return top
  return top + rowPx > scrollTop + heightPx ? top + rowPx - heightPx : scrollTop
}
