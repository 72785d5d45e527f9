/**
 * Follows the packets in a stream of MQTT bytes by nothing but their announced lengths, so that one which is too long
 * is refused before it is gathered: the parser would wait for up to 256 MB of it.
 */
export class PacketLengths {
  /** Of one packet, without the bytes of its fixed header. */
  maxBytes: number
  /** Bytes that are still to come of the packet under way. */
  #bytesLeft = 0
  /** Which byte of the fixed header comes next, and what its length amounts to so far. */
  #headerByte = 0
  #length = 0

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  /** Whether no packet that the bytes contain or begin is too long. After the first false nothing is meaningful. */
  accept(bytes: Uint8Array): boolean {
    let at = 0
    while (at < bytes.length) {
      if (this.#bytesLeft > 0) {
        const step = Math.min(this.#bytesLeft, bytes.length - at)
        this.#bytesLeft -= step
        at += step
        continue
      }
      const byte = bytes[at++]
      if (this.#headerByte++ === 0) continue
      this.#length += (byte & 127) * 128 ** (this.#headerByte - 2)
      const isLast = byte < 128
      if (this.#length > this.maxBytes || (!isLast && this.#headerByte > 4)) return false
      if (!isLast) continue
      this.#bytesLeft = this.#length
      this.#headerByte = 0
      this.#length = 0
    }
    return true
  }
}
