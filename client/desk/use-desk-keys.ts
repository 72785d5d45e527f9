import { useEffect, useRef } from 'react'
import { commandOf, type DeskCommand } from './desk-keys.ts'

/** Listens to the keys of the whole page. Escape in a field leaves the field, so that nothing typed is lost with it. */
export function useDeskKeys(act: (command: DeskCommand) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : document.body
      const isField = target.matches('input, textarea, select, [contenteditable]')
      const isControl = target.matches('button, a')
      if (isField && event.key === 'Escape') return target.blur()
      const command = commandOf(event, { isField, isControl })
      if (command === undefined) return
      event.preventDefault()
      latest.current(command)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
