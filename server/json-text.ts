/** The JSON text of a value that came as one. Undefined for undefined, and for what is nested so deep that writing it
 * takes more stack than there is: reading it takes none, so anybody can send it. */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
