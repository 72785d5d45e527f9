import iconv from 'iconv-lite'

const decoder = new TextDecoder('gbk')

/** The text of GBK bytes up to the first NUL, without blanks around it: fields of fixed length are filled up. */
export function readGbk(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end)).trim()
}

/** The text in GBK; a character that GBK does not have becomes a question mark. */
export function writeGbk(text: string): Buffer {
  return iconv.encode(text, 'gbk')
}
