import type { RoadClass } from '../city/city.ts'

/** What others call their classes: OpenStreetMap, the standards of Chinese urban roads, and our own. */
const CLASS_OF_WORD: [RoadClass, RegExp][] = [
  ['expressway', /^(expressway|motorway|trunk|freeway|highway)|高速|快速|国道|高架/],
  ['arterial', /^(arterial|primary|main)|主干|主路|省道|干线/],
  ['secondary', /^secondary|次干|县道/],
  ['tertiary', /^(tertiary|collector)|支路|乡道/],
  ['lane', /^(lane|residential|living|service|unclassified|pedestrian|footway|path|track|alley|local)|小路|巷|弄|小区|内部/],
]

/** What a name says where the class says nothing. */
const CLASS_OF_NAME: [RoadClass, RegExp][] = [
  ['expressway', /高速|快速|高架|环线|expressway|motorway|freeway/i],
  ['arterial', /大道|大街|环路|avenue|boulevard/i],
  ['lane', /巷|弄|胡同|里$|lane|alley/i],
  ['secondary', /路|road/i],
  ['tertiary', /街|street/i],
]

/**
 * The class under which a road is drawn: what the source calls it where that is known, else what its name suggests.
 * A road without either is a lane: most are, and a map that shows all as main roads shows none.
 */
export function roadClassOf(given: string, name: string, nameEn: string): RoadClass {
  const word = given.trim().toLowerCase()
  const known = CLASS_OF_WORD.find(([, words]) => words.test(word))
  if (known !== undefined) return known[0]
  const named = CLASS_OF_NAME.find(([, words]) => words.test(name) || words.test(nameEn))
  return named === undefined ? 'lane' : named[0]
}
