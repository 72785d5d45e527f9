import { useEffect, useRef, type RefObject } from 'react'

/** The newest value of something, for handlers that stay the same however often it changes. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
