import { SourceError } from '../source-error.ts'

/** One value longer than this is no feature; a string of JavaScript ends at 512 MB. */
const MOST_CHARACTERS = 256 * 1024 * 1024

const QUOTE = 34
const COMMA = 44
const BACKSLASH = 92
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]

/** What of a document is not in the list of its features; grows while it is read. */
export interface JsonFrame {
  /** JSON text: the root object with `features` empty. All of a document that has no list of features. */
  text: string
}

/**
 * The features of a GeoJSON document, each as its JSON text: the elements of the root's `features`, or of the root if
 * it is a list. Only looks for brackets and quotes (JSON.parse, on one feature at a time, is twenty times as fast as
 * parsers that make an event of each number). Throws SourceError for a document that ends too early or too late.
 */
export async function* splitFeatures(chunks: AsyncIterable<string>, frame: JsonFrame): AsyncGenerator<string> {
  let depth = 0
  /** Depth of the list's elements, while in it. */
  let listDepth = -1
  let inString = false
  let escaped = false
  let over = false
  let element: string[] = []
  let characters = 0
  let elements = 0

  const keep = (text: string): void => {
    if (text === '') return
    characters += text.length
    if (characters > MOST_CHARACTERS) {
      throw new SourceError(
        'A single feature is larger than 256 MB',
        'Is this a GeoJSON file? Expected {"type":"FeatureCollection","features":[…]}',
      )
    }
    if (listDepth < 0) frame.text += text
    else element.push(text)
  }
  const takeElement = (): string => {
    const text = element.join('').trim()
    element = []
    characters = 0
    return text
  }

  for await (const chunk of chunks) {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const character = chunk.charCodeAt(at)
      if (inString) {
        if (escaped) escaped = false
        else if (character === BACKSLASH) escaped = true
        else if (character === QUOTE) inString = false
        continue
      }
      switch (character) {
        case QUOTE:
          inString = true
          break
        case OPEN_LIST:
        case OPEN_OBJECT: {
          if (over) throw tooLate()
          depth++
          if (character === OPEN_OBJECT || listDepth >= 0 || depth > 2) break
          keep(chunk.slice(from, at + 1))
          from = at + 1
          if (isListOfFeatures(frame.text, depth)) {
            listDepth = depth
            characters = 0
          }
          break
        }
        case COMMA:
          if (depth !== listDepth) break
          keep(chunk.slice(from, at))
          from = at + 1
          elements++
          yield takeElement()
          break
        case CLOSE_LIST:
        case CLOSE_OBJECT: {
          if (depth === listDepth) {
            keep(chunk.slice(from, at))
            from = at
            const last = takeElement()
            listDepth = -1
            if (last !== '' || elements > 0) yield last
          }
          depth--
          if (depth < 0) throw tooLate()
          over = depth === 0
          break
        }
        default:
          break
      }
    }
    keep(chunk.slice(from))
  }
  if (depth > 0 || inString) {
    throw new SourceError(
      'The file ends in the middle of its JSON',
      'It was not written or copied to its end: get it once more',
    )
  }
}

/** Whether the '[' that the frame ends with opens the features: at the root, or as the member `features` of it. */
function isListOfFeatures(frame: string, depth: number): boolean {
  if (depth === 1) return /^\s*\[$/.test(frame)
  return /"features"\s*:\s*\[$/.test(frame.slice(-200))
}

function tooLate(): SourceError {
  return new SourceError('The file goes on after the end of its JSON', 'If it has one feature a line, name it .ndjson')
}
