/** How much of a value a problem repeats. */
const SHOWN_CHARACTERS = 120

/** Matches what no text of a database can hold: NUL, and half a pair of surrogates. */
const UNSTORABLE = /\0|\p{Surrogate}/gu

/** Whether a database can hold the text as it is. */
export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) < 0
}

/** The text without NUL, a lone surrogate as the sign for a character that cannot be shown. */
export function storable(text: string): string {
  return text.replaceAll(UNSTORABLE, (character) => (character === '\0' ? '' : '\uFFFD'))
}

/** A piece of somebody's file as a problem may repeat it: storable, and cut where it is long. */
export function shown(value: unknown): string {
  const text = String(value)
  return storable(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text)
}
