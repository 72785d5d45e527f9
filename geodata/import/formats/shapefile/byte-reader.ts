import type { Readable } from 'node:stream'

/** Takes a stream of bytes apart into pieces of wanted lengths; holds no more than the piece and one chunk. */
export class ByteReader {
  /** How many bytes were taken. */
  taken = 0
  private readonly stream: Readable
  private readonly chunks: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  constructor(stream: Readable) {
    this.stream = stream
    // Whoever takes hears of an error; one that comes while nobody does must not end the process.
    stream.on('error', () => {})
    this.chunks = stream[Symbol.asyncIterator]()
  }

  /** The next `length` bytes, or fewer if the stream ends before. */
  async take(length: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    let missing = length
    while (missing > 0) {
      if (this.rest.length === 0) {
        const { done, value } = await this.chunks.next()
        if (done) break
        this.rest = value
        continue
      }
      const piece = this.rest.subarray(0, missing)
      this.rest = this.rest.subarray(piece.length)
      missing -= piece.length
      pieces.push(piece)
    }
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    this.taken += bytes.length
    return bytes
  }

  close(): void {
    this.stream.destroy()
  }
}
