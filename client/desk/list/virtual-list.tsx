import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { scrollToShow, windowOf } from './virtual-window.ts'

interface VirtualListProps<T> {
  items: readonly T[]
  rowPx: number
  keyOf(item: T): number
  /** The row to keep in sight: scrolled to whenever this key changes. */
  shownKey: number | undefined
  testId: string
  label: string
  children(item: T): ReactNode
}

/** Draws only the rows in sight, so that thousands of cases scroll as smoothly as ten. */
export function VirtualList<T>({ items, rowPx, keyOf, shownKey, testId, label, children }: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const [scrollTop, setScrollTop] = useState(0)
  const [heightPx, setHeightPx] = useState(0)

  useLayoutEffect(() => {
    const element = scroller.current!
    const observer = new ResizeObserver(() => setHeightPx(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const latest = useRef({ items, keyOf })
  useEffect(() => {
    latest.current = { items, keyOf }
  })
  useEffect(() => {
    if (shownKey === undefined) return
    const index = latest.current.items.findIndex((item) => latest.current.keyOf(item) === shownKey)
    const element = scroller.current!
    if (index >= 0) element.scrollTop = scrollToShow(index, rowPx, element.scrollTop, element.clientHeight)
  }, [shownKey, rowPx])

  const { first, end } = windowOf(items.length, rowPx, scrollTop, heightPx)
  return (
    <div
      ref={scroller} className="virtual-list" data-testid={testId} role="listbox" aria-label={label}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div style={{ height: items.length * rowPx, position: 'relative' }}>
        <div style={{ position: 'absolute', insetInline: 0, top: first * rowPx }}>
          {items.slice(first, end).map((item) => (
            <div key={keyOf(item)} style={{ height: rowPx }}>{children(item)}</div>
          ))}
        </div>
      </div>
    </div>
  )
}
