/** '00' to '99' at the byte that spells them in 8421 code; undefined at bytes that spell no digits. */
const PAIRS: readonly (string | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  byte >> 4 <= 9 && (byte & 15) <= 9 ? `${byte >> 4}${byte & 15}` : undefined)

/** The digits that `length` bytes spell in 8421 code, two each; undefined where one of them is no digit. */
export function readBcd(bytes: Uint8Array, offset: number, length: number): string | undefined {
  let digits = ''
  for (let i = offset; i < offset + length; i++) {
    const pair = PAIRS[bytes[i]]
    if (pair === undefined) return undefined
    digits += pair
  }
  return digits
}

/** Writes digits in 8421 code, filled up with zeros before them. Throws RangeError where they are too many or none. */
export function writeBcd(bytes: Uint8Array, offset: number, length: number, digits: string): void {
  if (!/^\d+$/.test(digits) || digits.length > length * 2) {
    throw new RangeError(`Got ${JSON.stringify(digits)}, expected at most ${length * 2} digits.`)
  }
  const padded = digits.padStart(length * 2, '0')
  for (let i = 0; i < length; i++) bytes[offset + i] = Number(padded[2 * i]) * 16 + Number(padded[2 * i + 1])
}
