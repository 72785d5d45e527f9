import { SourceError } from '../source-error.ts'

const MOST_CHARACTERS = 256 * 1024 * 1024
const RECORD_SEPARATOR = '\u001e'

/**
 * The records of newline-delimited JSON as texts, empty lines left out. Where the first one begins with a record
 * separator (RFC 8142), only those divide, and a record may have several lines.
 */
export async function* splitRecords(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let separator: string | undefined
  let parts: string[] = []
  let characters = 0
  const take = (): string => {
    const text = parts.join('').trim()
    parts = []
    characters = 0
    return text
  }

  for await (const chunk of chunks) {
    if (separator === undefined && chunk.trim() !== '') {
      separator = chunk.trimStart()[0] === RECORD_SEPARATOR ? RECORD_SEPARATOR : '\n'
    }
    let from = 0
    for (let at = chunk.indexOf(separator ?? '\n'); at >= 0; at = chunk.indexOf(separator!, from)) {
      parts.push(chunk.slice(from, at))
      from = at + 1
      const text = take()
      if (text !== '') yield text
      separator ??= '\n'
    }
    parts.push(chunk.slice(from))
    characters += chunk.length - from
    if (characters > MOST_CHARACTERS) {
      throw new SourceError(
        'A single line is longer than 256 MB',
        'If it is one document and not one feature a line, name it .geojson',
      )
    }
  }
  const text = take()
  if (text !== '') yield text
}
