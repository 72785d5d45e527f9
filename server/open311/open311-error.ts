import { ReplyError } from '../errors.ts'

/** Several things that are wrong with one request, each told. */
export class SeveralErrors extends ReplyError {
  readonly descriptions: readonly string[]

  constructor(errors: readonly ReplyError[]) {
    super(400, 'BAD_INPUT', errors.map(({ message }) => message).join(' '))
    this.descriptions = errors.map(({ message }) => message)
  }
}


/** 404: a name that the client gave is none of this city. */
export function unknownName(parameter: string, value: string): ReplyError {
  return new ReplyError(404, 'NOT_FOUND', `${parameter} ${JSON.stringify(value)} was not found.`)
}

/** An error as the standard has it: a list of codes and descriptions. */
export function errorsOf(error: { message: string }, code: number): { code: number; description: string }[] {
  const descriptions = error instanceof SeveralErrors ? error.descriptions : [error.message]
  return descriptions.map((description) => ({ code, description }))
}
