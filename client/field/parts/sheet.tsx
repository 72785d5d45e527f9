import { type ReactNode, useEffect, useRef } from 'react'

interface SheetProps {
  title: string
  onClose(): void
  children: ReactNode
}

/** Something that is asked over the page, from below, where the thumb is. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current!
    shown.showModal()
    return () => shown.close()
  }, [])
  return (
    <dialog
      ref={dialog} className="sheet" aria-label={title} data-testid="sheet" onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="sheet-close" aria-label="×" onClick={onClose}>×</button>
      </header>
      <div className="sheet-body">{children}</div>
    </dialog>
  )
}
