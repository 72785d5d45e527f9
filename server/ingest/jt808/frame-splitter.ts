import { DELIMITER, LARGEST_ESCAPED } from './frame.ts'

/** What stood between two delimiters; cut where it was too long to be a frame. */
export interface Segment {
  bytes: Buffer
  tooLong: boolean
}

/**
 * Cuts the bytes of a connection at the delimiters, however they are cut into chunks. Any delimiter may begin a frame,
 * so that rubbish, or a frame that lost its end, costs no frame after it. Keeps no more than one frame and what was
 * pushed last.
 */
export class FrameSplitter {
  /** Bytes that came without a delimiter among them: who never sends one sends no frames. */
  sinceDelimiter = 0
  #rest: Buffer | undefined
  /** The beginning of something too long, the rest of which is dropped up to the next delimiter. */
  #tooLong: Buffer | undefined

  /** Adds what came. Ask for segments until there is none. */
  push(chunk: Buffer): void {
    this.#rest = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
  }

  /** The next segment that is whole, or undefined. */
  next(): Segment | undefined {
    while (this.#rest !== undefined) {
      const rest = this.#rest
      const end = rest.indexOf(DELIMITER)
      if (end === -1) {
        this.#keep(rest)
        return undefined
      }
      this.sinceDelimiter = 0
      this.#rest = end + 1 < rest.length ? rest.subarray(end + 1) : undefined
      const bytes = this.#tooLong ?? rest.subarray(0, Math.min(end, LARGEST_ESCAPED))
      const tooLong = this.#tooLong !== undefined || end > LARGEST_ESCAPED
      this.#tooLong = undefined
      // one frame's end and the next one's beginning
      if (bytes.length > 0) return { bytes, tooLong }
    }
    return undefined
  }

  /** Keeps what may become a frame, in memory of its own: a chunk is up to 64 kB. */
  #keep(rest: Buffer): void {
    if (this.#tooLong !== undefined || rest.length > LARGEST_ESCAPED) {
      this.sinceDelimiter += rest.length
      this.#tooLong ??= Buffer.from(rest.subarray(0, LARGEST_ESCAPED))
      this.#rest = undefined
    } else if (rest.buffer.byteLength > rest.length) {
      this.#rest = Buffer.allocUnsafeSlow(rest.length)
      rest.copy(this.#rest)
    }
  }
}
