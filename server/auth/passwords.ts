import { hash, verify } from '@node-rs/argon2'

/** Argon2id with the library's defaults (19 MiB, 2 passes), which follow OWASP. */
export function hashPassword(password: string): Promise<string> {
  return hash(password)
}

let decoy: Promise<string> | undefined

/** Whether the password fits. With no hash (an unknown login) it works as long and answers false, so that the time
 * taken does not tell which logins exist. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash('no account has this password')
  const fits = await verify(stored ?? (await decoy), password)
  return stored !== undefined && fits
}
