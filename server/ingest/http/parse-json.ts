import { badInput } from '../../errors.ts'

/** The value of a JSON text. Throws ReplyError 400 where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput('body', text, 'JSON')
  }
}
