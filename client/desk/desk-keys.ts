/** What a key means at the desk. */
export type DeskCommand = 'next' | 'previous' | 'open' | 'dispatch' | 'close'

const COMMANDS: Readonly<Record<string, DeskCommand>> = {
  ArrowDown: 'next', ArrowUp: 'previous', Enter: 'open', d: 'dispatch', D: 'dispatch', Escape: 'close',
}

/** The command of a key press, or undefined where it is none of ours: keys typed into a field belong to the field,
 * keys with a modifier to the browser, and Enter on a button or link to that. */
export function commandOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>, target: {
  isField: boolean
  isControl: boolean
}): DeskCommand | undefined {
  if (target.isField || event.ctrlKey || event.metaKey || event.altKey) return undefined
  const command = COMMANDS[event.key]
  return target.isControl && command === 'open' ? undefined : command
}

/** The row after or before the chosen one; the first or last where none is chosen; undefined in an empty list. */
export function neighbourOf<T extends { id: number }>(
  rows: readonly T[],
  chosenId: number | undefined,
  direction: 'next' | 'previous',
): T | undefined {
  const index = rows.findIndex((row) => row.id === chosenId)
  if (index < 0) return direction === 'next' ? rows[0] : rows.at(-1)
  return rows[Math.min(rows.length - 1, Math.max(0, index + (direction === 'next' ? 1 : -1)))]
}
