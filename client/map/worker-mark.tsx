import type { CSSProperties } from 'react'
import { WORKER_COLOURS } from './colours.ts'
import type { WorkerState } from './worker-state.ts'
import './worker-mark.css'

/** The sign of a state as the map draws it close up: told apart by its shape as well as by its colour. */
export function WorkerMark({ state }: { state: WorkerState }) {
  return <i className={`worker-mark mark-${state}`} style={{ '--mark': WORKER_COLOURS[state] } as CSSProperties} />
}
