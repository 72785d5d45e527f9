/** The levels of desks from the province down, and how long their codes are. */
const LEVELS = [['province', 2], ['city', 4], ['district', 6], ['street', 9], ['community', 12]] as const

export type DeskLevel = (typeof LEVELS)[number][0]

/** A desk that a place lies under. */
export interface DeskAbove {
  code: string
  level: DeskLevel
}

/** The desks that a place lies under, the province's first. Codes grow with the level, each beginning with the one above. */
export function desksAbove(areaCode: string): DeskAbove[] {
  return LEVELS.filter(([, length]) => length <= areaCode.length)
    .map(([level, length]) => ({ code: areaCode.slice(0, length), level }))
}

/** The level of a desk by its code; undefined where no level has codes of that length. */
export function levelOfDesk(code: string): DeskLevel | undefined {
  return LEVELS.find(([, length]) => length === code.length)?.[0]
}

/** The desks of the place between the two, from the one that is left on: whom a transfer skips. */
export function skippedDesks(areaCode: string, fromCode: string, toCode: string): DeskAbove[] {
  const [low, high] = [fromCode.length, toCode.length].toSorted((a, b) => a - b)
  const between = desksAbove(areaCode).filter(({ code }) => code.length > low && code.length < high)
  return fromCode.length > toCode.length ? between.toReversed() : between
}
