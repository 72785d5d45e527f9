import { authorizationToken } from '../../auth/authorization-token.ts'
import type { Identity } from '../../auth/identity.ts'

/** A token as we issue it; what looks otherwise is not worth asking the database. */
const TOKEN = /^[\w-]{43}$/
const SLASH = 0x2f
const QUESTION_MARK = 0x3f

/** The first segment of a path such as `/token/whatever?id=1`; '' where there is none. */
export function firstSegment(url: string): string {
  const start = url.startsWith('/') ? 1 : 0
  for (let end = start; end < url.length; end++) {
    const character = url.charCodeAt(end)
    if (character === SLASH || character === QUESTION_MARK) return url.slice(start, end)
  }
  return url.slice(start)
}

/** Whom the header stands for, or else the first segment of the path, since many a tracker can be given an address and
 * nothing else, and many an app has a path of its own. Null for nobody. */
export async function identifyDevice(
  identify: (token: string) => Promise<Identity | null>, authorization: string | undefined, url: string,
): Promise<Identity | null> {
  const ofHeader = authorizationToken(authorization)
  const known = ofHeader !== undefined && TOKEN.test(ofHeader) ? await identify(ofHeader) : null
  if (known !== null) return known
  const ofPath = firstSegment(url)
  return TOKEN.test(ofPath) ? identify(ofPath) : null
}
