import type { ReactNode } from 'react'

/** A box of the wall with its heading; `aside` stands at the heading's right. */
export function Panel({ title, aside, className = '', testId, children }: {
  title: string
  aside?: ReactNode
  className?: string
  testId?: string
  children: ReactNode
}) {
  return (
    <section className={`wall-panel ${className}`} data-testid={testId}>
      <header className="wall-panel-head">
        <h2>{title}</h2>
        {aside}
      </header>
      <div className="wall-panel-body">{children}</div>
    </section>
  )
}
