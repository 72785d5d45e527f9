/** Gives each different text a small number, so that a column of texts is a typed array. Numbers start at 0. */
export class Dictionary {
  readonly keys: string[] = []
  readonly #numbers = new Map<string, number>()

  /** Begins with these texts, in their order. */
  constructor(first: readonly string[] = []) {
    for (const key of first) this.numberOf(key)
  }

  /** The number of a text, which is its place in `keys`; a new text gets the next one. */
  numberOf(key: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.keys.push(key) - 1
    this.#numbers.set(key, number)
    return number
  }

  /** Per number 1 where `holds` says so, else 0. */
  mask(holds: (key: string) => boolean): Uint8Array {
    return Uint8Array.from(this.keys, (key) => (holds(key) ? 1 : 0))
  }
}
