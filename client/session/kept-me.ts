import type { Me } from '../../server/contract/api/accounts.ts'
import { ApiError } from '../api/api-error.ts'
import { getMe } from './session.ts'

const STORAGE_KEY = 'gridwall.field.me'

/** Who is asking, also where no server can be reached: then who it was last on this phone. Rejects with ApiError where it
 * was nobody, and leads to the login page where the session has ended. */
export async function getMeOrKept(): Promise<Me> {
  try {
    const me = await getMe()
    localStorage.setItem(STORAGE_KEY, JSON.stringify(me))
    return me
  } catch (error) {
    const kept = localStorage.getItem(STORAGE_KEY)
    const isUnreachable = error instanceof ApiError && (error.status === 0 || error.status >= 500)
    if (kept === null || !isUnreachable) throw error
    return JSON.parse(kept) as Me
  }
}

/** Forgets who it was: he has signed out. */
export function forgetMe(): void {
  localStorage.removeItem(STORAGE_KEY)
}
