import type { Tool } from './editor-state.ts'

/** One stroke each, on a field of 16 by 16. */
export const TOOL_PATHS: Record<Tool, string> = {
  select: 'M4 2l8.5 6.5-4 .6 2.3 4.2-1.8 1-2.2-4.3L4 12.8z',
  vertices: 'M3 12.5 7.5 4l6 5.5M1.7 12.5a1.3 1.3 0 1 0 2.6 0 1.3 1.3 0 1 0-2.6 0'
    + 'M6.2 4a1.3 1.3 0 1 0 2.6 0 1.3 1.3 0 1 0-2.6 0M12.2 9.5a1.3 1.3 0 1 0 2.6 0 1.3 1.3 0 1 0-2.6 0',
  split: 'M2 3h5v10H2zM9.5 3H14v10H9.5M8.2 1v2m0 2v2m0 2v2m0 2v2',
  merge: 'M2 3h5M2 3v10h5M14 3H9m5 0v10H9M4.5 8h3m-1.4-1.6L7.6 8 6.1 9.6M11.5 8h-3m1.4-1.6L8.4 8l1.5 1.6',
  draw: 'M3 3.5 12 2l2 8-7 4-5-4zM8 5.5v5M5.5 8h5',
}
export const UNDO_PATH = 'M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H7'
export const REDO_PATH = 'M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H9'

export function ToolIcon({ path }: { path: string }) {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.3} aria-hidden>
      <path d={path} />
    </svg>
  )
}
