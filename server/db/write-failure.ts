/** A write that failed, as it is told to who watches over us: `sqlState` where the database itself said why. */
export interface WriteFailure {
  atMs: number
  message: string
  sqlState: string | undefined
}

/** What an error of the database says of a write at `atMs`. Five letters or digits are of the database, others of the
 * network. */
export function writeFailureOf(error: unknown, atMs: number): WriteFailure {
  const { message, code } = error as { message: string; code?: string }
  return { atMs, message, sqlState: /^[0-9A-Z]{5}$/.test(code ?? '') ? code : undefined }
}
