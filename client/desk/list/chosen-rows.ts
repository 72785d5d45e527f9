/** The rows that something is to be done to together, and the one that was chosen last: where a range begins. */
export interface ChosenRows {
  ids: ReadonlySet<number>
  lastId: number | undefined
}

export const NONE_CHOSEN: ChosenRows = { ids: new Set(), lastId: undefined }

/** Chooses a row or no longer. With `range`, all of the list from the one chosen last to it become what it becomes.
 * Where that one has left the list the row changes alone. */
export function toggleChosen(
  chosen: ChosenRows,
  listed: readonly { id: number }[],
  id: number,
  range: boolean,
): ChosenRows {
  const ids = new Set(chosen.ids)
  const [from, to] = [listed.findIndex((row) => row.id === chosen.lastId), listed.findIndex((row) => row.id === id)]
  const touched = range && from >= 0 && to >= 0
    ? listed.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id)
    : [id]
  const choose = !chosen.ids.has(id)
  for (const one of touched) {
    if (choose) ids.add(one)
    else ids.delete(one)
  }
  return { ids, lastId: id }
}

/** The chosen ones that are still listed, in the order of the list: what a bulk action is done to. */
export function chosenOf<T extends { id: number }>(chosen: ChosenRows, listed: readonly T[]): T[] {
  return listed.filter(({ id }) => chosen.ids.has(id))
}
