import { isUtf8 } from 'node:buffer'
import { unfinishedBytes } from '../read-text.ts'

/** Bytes that state Chinese: Windows' and FoxPro's code page 936. */
const CHINESE_LANGUAGES = new Set([0x4d, 0x7a])

/** What a .cpg says, as a label of TextDecoder; undefined for what nobody knows. */
export function encodingOfCpg(text: string): string | undefined {
  const name = text.trim().toLowerCase()
  if (/^(utf-?8|65001)$/.test(name)) return 'utf-8'
  if (/^(gbk|gb2312|gb-?18030|euc-?cn|(cp|ansi|ms|windows-|oem)? ?936)$/.test(name)) return 'gb18030'
  const label = /^\d{4}$/.test(name) ? `windows-${name}` : name
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

/** What the language byte of a dbf says, if it says something. */
export function encodingOfLanguage(byte: number): string | undefined {
  return CHINESE_LANGUAGES.has(byte) ? 'gb18030' : undefined
}

/** Whether a text of a dbf can be UTF-8; the field's width may have cut its last character. */
export function canBeUtf8(bytes: Uint8Array): boolean {
  return isUtf8(bytes.subarray(0, bytes.length - unfinishedBytes(bytes)))
}
