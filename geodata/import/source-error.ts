/** A file that cannot be read. `message` says what is wrong with it, `hint` what to do; both are for who imports it. */
export class SourceError extends Error {
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SourceError'
    this.hint = hint
  }
}
