const sslRequest = 80_877_103

/**
 * Cuts what a PostgreSQL client sends into messages. Each is copied together once when its last byte is there, so
 * that a message of many megabytes costs its size and not its square.
 */
export class MessageReader {
  #chunks: Buffer[] = []
  #bytes = 0
  /** Of the message that is being read; 0 while not even its length is known. */
  #expected = 0
  #started = false

  /** Takes the next bytes and returns the messages that they complete. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    const messages: Buffer[] = []
    for (;;) {
      // A message is a letter, then its length, which counts itself; the very first one has no letter.
      const header = this.#started ? 5 : 4
      if (this.#expected === 0 && this.#bytes >= header) {
        const start = this.#joined().readInt32BE(header - 4) + header - 4
        if (start < header) throw new Error(`A message of ${start} bytes, expected at least ${header}`)
        this.#expected = start
      }
      if (this.#expected === 0 || this.#bytes < this.#expected) return messages
      const all = this.#joined()
      const message = all.subarray(0, this.#expected)
      // The question whether encryption is spoken comes before the first message proper.
      this.#started ||= !isSslRequest(message)
      this.#chunks = [all.subarray(this.#expected)]
      this.#bytes -= this.#expected
      this.#expected = 0
      messages.push(message)
    }
  }

  #joined(): Buffer {
    if (this.#chunks.length !== 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0]!
  }
}

/** Whether the message asks for an encrypted connection. */
export function isSslRequest(message: Buffer): boolean {
  return message.length === 8 && message.readInt32BE(4) === sslRequest
}
