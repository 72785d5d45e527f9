/** ReadyForQuery is 'Z', its length as four bytes, and the state of the transaction. */
const readyStart = [0x5a, 0, 0, 0, 5]
const readyBytes = 6

/**
 * Passes the answer to one message on, however it is cut, but for a ReadyForQuery at its very end.
 * PGlite 0.5 says ReadyForQuery twice after a statement that failed: with the error and again at the Sync that
 * follows, where it belongs. A client takes the second for the answer to its next statement, which then counts as
 * done before it has run.
 */
export function withoutReadyAtEnd(pass: (bytes: Uint8Array) => void): {
  send(bytes: Uint8Array): void
  end(): void
} {
  // What may be the start of a ReadyForQuery waits here. Copied: the bytes are a view on memory that changes.
  let waiting = new Uint8Array(0)
  return {
    send(bytes) {
      const all = bytes.length >= readyBytes ? bytes : Uint8Array.from([...waiting, ...bytes])
      if (all === bytes && waiting.length > 0) pass(waiting)
      const passed = Math.max(all.length - readyBytes, 0)
      if (passed > 0) pass(all.subarray(0, passed))
      waiting = all.slice(passed)
    },
    end() {
      const isReady = waiting.length === readyBytes && readyStart.every((byte, index) => waiting[index] === byte)
      if (waiting.length > 0 && !isReady) pass(waiting)
    },
  }
}
