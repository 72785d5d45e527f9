import Builder from 'fast-xml-builder'

export type Format = 'json' | 'xml'

export const CONTENT_TYPES: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}

/** What the elements of a list are called. */
const ELEMENT_OF: Readonly<Record<string, string>> = {
  services: 'service', service_requests: 'request', errors: 'error', endpoints: 'endpoint', formats: 'format',
  attributes: 'attribute', values: 'value',
}

/** The root of a document: in XML its first element, in JSON nothing, which holds the value itself. */
export type Root = 'discovery' | 'services' | 'service_definition' | 'service_requests' | 'errors'

/** What XML 1.0 cannot hold, not even escaped; half a surrogate pair is of it. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

// what is passed is escaped already, carriage returns too, which a reader would make line feeds of
const builder = new Builder({ processEntities: false })

/** The format that the path of an address ends with; null where it is none of the two. */
export function formatOf(url: string): Format | null {
  const ending = /\.([^./]*)$/.exec(url.split('?')[0])?.[1]
  return ending === 'json' || ending === 'xml' ? ending : null
}

/** The text without the characters that no XML can hold. */
export function withoutControls(text: string): string {
  return text.replace(NO_XML, '')
}

/** The document as it is sent. Lists are arrays, `null` is what is not known. */
export function writeDocument(root: Root, value: unknown, format: Format): string {
  if (format === 'json') return JSON.stringify(value)
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: toElement(root, value) })}`
}

function toElement(name: string, value: unknown): unknown {
  if (value === null) return null
  if (Array.isArray(value)) {
    const element = ELEMENT_OF[name]
    return { [element]: value.map((item) => toElement(element, item)) }
  }
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toElement(key, inner)]))
  }
  return escaped(withoutControls(String(value)))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;')
}
