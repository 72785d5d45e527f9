/**
 * Something that keeps the product from starting and that whoever started it can put right.
 * `message` says what is wrong, `hint` says what to do. The process prints both and no stack.
 */
export class StartError extends Error {
  readonly hint: string

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
    this.hint = hint
  }
}
