/** The token of an Authorization header: a bearer's, or the password of Basic, whatever the user name. */
export function authorizationToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [, scheme, value] = /^(bearer|basic) +(\S+)$/i.exec(authorization) ?? []
  if (scheme === undefined) return undefined
  if (scheme.toLowerCase() === 'bearer') return value
  const pair = Buffer.from(value, 'base64').toString()
  return pair.slice(pair.indexOf(':') + 1)
}
