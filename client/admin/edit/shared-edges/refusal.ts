/** Why an edit cannot be done. */
export type RefusalReason =
  /** The line has no piece inside the grid. */
  | 'lineMisses'
  /** The line ends inside the grid, or only bites a corner off itself: nothing is cut off. */
  | 'lineStops'
  /** The drawn outline crosses itself or has fewer than three corners. */
  | 'outlineCrosses'
  /** The outline would swallow these grids whole. */
  | 'swallows'
  /** Everything inside the outline belongs to a grid already. */
  | 'noGap'
  /** Merging wants two grids at least. */
  | 'tooFew'
  /** These grids share no edge with the others. */
  | 'notTouching'
  /** A ring would keep fewer than three vertices. */
  | 'triangle'
  /** More than two edges meet in this vertex. */
  | 'junction'
  /** There is no vertex, or no edge, at this place. */
  | 'nothingHere'
  /** These grids would overlap each other or cross themselves. */
  | 'overlap'
  /** These would be left with an invalid outline. */
  | 'invalid'
  /** What would change lies outside what has been loaded. */
  | 'notLoaded'
  /** The cut runs so near along existing edges that it cannot be told what belongs where. */
  | 'unclear'

/** An edit that is refused; nothing has changed. `ids`: the grids concerned. */
export class EditRefusal extends RangeError {
  readonly reason: RefusalReason
  readonly ids: readonly number[]

  constructor(reason: RefusalReason, ids: readonly number[] = []) {
    super(`The edit is refused: ${reason}${ids.length > 0 ? ` (grids ${ids.join(', ')})` : ''}`)
    this.reason = reason
    this.ids = ids
  }
}
