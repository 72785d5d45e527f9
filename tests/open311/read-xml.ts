import { SaxesParser } from 'saxes'

export interface Element {
  name: string
  text: string
  children: Element[]
}

/** Reads a document by a parser that is not ours to write with. Throws where it is not well-formed. */
export function readXml(text: string): Element {
  const parser = new SaxesParser()
  const root: Element = { name: '', text: '', children: [] }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name }) => {
    const element: Element = { name, text: '', children: [] }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', (piece) => {
    open.at(-1)!.text += piece
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return root.children[0]
}

/** The document as JSON would have it: lists of elements of these names are arrays, all else is text. */
export function asValue({ name, text, children }: Element): unknown {
  const lists = ['services', 'service_requests', 'errors', 'endpoints', 'formats', 'attributes', 'values']
  if (lists.includes(name)) return children.map(asValue)
  if (children.length === 0) return text
  return Object.fromEntries(children.map((child) => [child.name, asValue(child)]))
}
