/** Bytes of GBK, by character: Node decodes it and does not encode it. */
const bytesOf = new Map<string, readonly number[]>()
const decoder = new TextDecoder('gbk')
for (let first = 0x81; first <= 0xfe; first++) {
  for (let second = 0x40; second <= 0xfe; second++) {
    const text = decoder.decode(Uint8Array.of(first, second))
    if (text.length === 1 && text !== '\uFFFD') bytesOf.set(text, [first, second])
  }
}

/** A text as GBK. Throws for a character that it does not have. */
export function gbk(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0)!
      const bytes = code < 0x80 ? [code] : bytesOf.get(character)
      if (!bytes) throw new Error(`GBK has no ${character}`)
      return [...bytes]
    }),
  )
}
