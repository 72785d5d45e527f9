import type { IncomingHttpHeaders } from 'node:http'

const HEAD = /^([A-Z]{3,7}) (\?[^\s]*) HTTP\/1\.[01]\r?\n((?:[^\r\n]+\r?\n)*)\r?\n/

/** The head of a request whose address is a query alone. */
export interface RequestWithoutSlash {
  method: string
  url: string
  headers: IncomingHttpHeaders
}

/**
 * Reads `GET ?id=… HTTP/1.1` and its headers, which small scripts and boxes send and which Node's parser refuses, from
 * the packet that it refused. Undefined where that is something else, or not whole.
 */
export function requestWithoutSlash(packet: Buffer | undefined): RequestWithoutSlash | undefined {
  const head = HEAD.exec(packet?.toString('latin1') ?? '')
  if (head === null) return undefined
  const [, method, query, lines] = head
  const headers: IncomingHttpHeaders = {}
  for (const line of lines.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { method, url: `/${query}`, headers }
}
