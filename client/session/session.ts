import type { Me } from '../../server/contract/api/accounts.ts'
import { ApiError } from '../api/api-error.ts'
import { getJson, postJson } from '../api/fetch-json.ts'

/** Who is asking. A visitor without a session is led to the login page by getJson. */
export function getMe(): Promise<Me> {
  return getJson<Me>('/api/me')
}

/** Starts a session. Rejects with ApiError: 401 for a wrong name or password, 429 after too many tries. */
export function logIn(login: string, password: string): Promise<Me> {
  return postJson<Me>('/api/login', { login, password })
}

/** Ends the session and goes to the login page, also where the server no longer knows the session. */
export async function logOut(): Promise<void> {
  await postJson('/api/logout', {}).catch(() => undefined)
  location.replace('/login')
}

/** Trades the wall token of `?token=` for a cookie and takes it out of the address, so that no photo shows it.
 * False where the server refuses the token; true where there is none to trade. */
export async function enterWallByAddress(): Promise<boolean> {
  const address = new URL(location.href)
  const token = address.searchParams.get('token')
  if (token === null) return true
  try {
    await postJson('/api/walls/enter', { token })
  } catch (error) {
    if (error instanceof ApiError && error.status >= 400 && error.status < 404) return false
    throw error
  }
  address.searchParams.delete('token')
  history.replaceState(null, '', address.pathname + address.search)
  return true
}
