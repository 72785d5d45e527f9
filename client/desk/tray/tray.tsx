import { Badge, Popover } from 'antd'
import { useState, type ReactNode } from 'react'
import './tray.css'

interface TrayProps {
  name: string
  /** How many things in it nobody has looked at. */
  count: number
  icon: ReactNode
  testId: string
  /** What is in it; drawn only while it is open. `close` shuts it, for whoever follows something out of it. */
  children(close: () => void): ReactNode
}

/** A button in the bar at the top with what has come in, and how much of it is new. Each kind of news has one of its own. */
export function Tray({ name, count, icon, testId, children }: TrayProps) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} destroyOnHidden
      title={<span className="tray-title">{name}<b>{count}</b></span>}
      content={<div className="tray" data-testid={`${testId}-tray`}>{children(() => setOpen(false))}</div>}
    >
      <button type="button" className="tray-button" title={name} aria-expanded={open} data-testid={testId} data-count={count}>
        <Badge count={count} size="small" overflowCount={99} offset={[2, -1]}>{icon}</Badge>
        <span>{name}</span>
      </button>
    </Popover>
  )
}
