import type { CatalogueHit, CategorySource } from '../contract/api/catalogue.ts'

/** What can be found: a category that a case can be, and the words by which people may know it. */
export interface Findable {
  code: string
  name: string
  nameEn: string
  path: { code: string; name: string; nameEn: string }[]
  examples: string[]
  source: CategorySource
}

/** How much of the query's pairs of characters a text has to share where nothing holds the query itself. */
const LEAST_SHARED = 0.34

interface Found {
  score: number
  by: CatalogueHit['by']
  example: string | null
}

/**
 * The entries that hold every word of the query in their code, names, path or examples, the best first: a code goes
 * before a name, a name before an example, an example before the path, a whole text before its beginning, that before a
 * part, and a larger part before a smaller one. Where no entry does, those that share most pairs of neighbouring
 * characters with it, so that a caller's sentence finds what its words are about. Equals are ordered by code.
 */
export function searchCatalogue(entries: readonly Findable[], query: string, limit: number): CatalogueHit[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return []
  const exact = rank(entries, (entry) => matchAll(entry, words))
  if (exact.length > 0) return exact.slice(0, limit).map(toHit)
  const pairs = pairsOf(words.join(''))
  return rank(entries, (entry) => resemblance(entry, pairs)).slice(0, limit).map(toHit)
}

function rank(entries: readonly Findable[], find: (entry: Findable) => Found | null): [Findable, Found][] {
  const found: [Findable, Found][] = []
  for (const entry of entries) {
    const one = find(entry)
    if (one !== null) found.push([entry, one])
  }
  return found.sort(([a, { score: first }], [b, { score: second }]) => second - first || (a.code < b.code ? -1 : 1))
}

/** The best place of each word, summed; it says where the first word was found. */
function matchAll(entry: Findable, words: readonly string[]): Found | null {
  const found = words.map((word) => matchWord(entry, word))
  const [first] = found
  if (first === null || found.includes(null)) return null
  return { ...first, score: found.reduce((sum, one) => sum + one!.score, 0) }
}

function matchWord({ code, name, nameEn, path, examples }: Findable, word: string): Found | null {
  let best: Found | null = null
  const consider = (text: string, weight: number, by: Found['by'], example: string | null): void => {
    const at = text.toLowerCase().indexOf(word)
    if (at === -1) return
    // of 100 steps between two weights: whole, beginning, and how much of the text it is
    const place = text.length === word.length ? 60 : at === 0 ? 30 : 0
    const score = weight + place + Math.round((word.length / text.length) * 20)
    if (best === null || score > best.score) best = { score, by, example }
  }
  consider(code, 400, 'code', null)
  consider(name, 300, 'name', null)
  consider(nameEn, 300, 'name', null)
  for (const example of examples) consider(example, 200, 'example', example)
  for (const above of path) {
    consider(above.name, 100, 'path', null)
    consider(above.nameEn, 100, 'path', null)
  }
  return best
}

function resemblance({ name, nameEn, examples }: Findable, asked: ReadonlySet<string>): Found | null {
  let best: Found | null = null
  const consider = (text: string, weight: number, by: Found['by'], example: string | null): void => {
    const own = pairsOf(text.toLowerCase().replace(/\s+/g, ''))
    let shared = 0
    for (const pair of own) if (asked.has(pair)) shared++
    // either a part of the query is this text, or a part of this text is the query
    const share = Math.max(shared / Math.max(asked.size, 1), shared / Math.max(own.size, 3))
    const score = share * weight
    if (share >= LEAST_SHARED && (best === null || score > best.score)) best = { score, by, example }
  }
  consider(name, 1, 'name', null)
  consider(nameEn, 1, 'name', null)
  for (const example of examples) consider(example, 0.9, 'example', example)
  return best
}

function pairsOf(text: string): Set<string> {
  const characters = [...text]
  return new Set(characters.slice(1).map((character, index) => characters[index] + character))
}

function toHit([{ code, name, nameEn, path, source }, { by, example }]: [Findable, Found]): CatalogueHit {
  return { code, name, nameEn, path, source, by, example }
}
