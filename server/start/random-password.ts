import { randomBytes } from 'node:crypto'

/** Twelve characters that nobody has guessed: 72 bits. */
export function randomPassword(): string {
  return randomBytes(9).toString('base64url')
}
