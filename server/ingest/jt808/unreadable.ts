/** A body that is not what its message id promises: `message` names the field, the value and what was expected. */
export class Unreadable extends Error {
  constructor(field: string, value: unknown, expected: string) {
    super(`malformed: ${field} is ${JSON.stringify(value)}, expected ${expected}`)
  }
}
