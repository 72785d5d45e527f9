/** An area as far as its place among the others goes. */
export interface TreeArea {
  code: string
  parentCode: string | null
}

/** An area that is to be covered: by grids, by areas below it, or both. */
export interface Ground {
  code: string
  coverAreas: string[]
}

/**
 * What grids have to cover: the areas that some of them belong to, `owners` by their codes. Where one of these lies
 * below another its ground is its own, so it is among the `coverAreas` of the other.
 */
export function groundOfGrids(areas: readonly TreeArea[], owners: ReadonlySet<string>): Ground[] {
  const below = new Map<string, string[]>()
  const parents = parentsOf(areas)
  for (const code of owners) {
    for (const above of ancestors(code, parents)) {
      if (owners.has(above)) below.set(above, [...(below.get(above) ?? []), code])
    }
  }
  return areas
    .filter(({ code }) => owners.has(code))
    .map(({ code }) => ({ code, coverAreas: below.get(code) ?? [] }))
}

/** What areas have to cover: the area above them. */
export function groundOfAreas(areas: readonly TreeArea[]): Ground[] {
  const below = childrenOf(areas)
  return areas
    .filter(({ code }) => below.has(code))
    .map(({ code }) => ({ code, coverAreas: below.get(code) ?? [] }))
}

/** The areas to which no grid belongs, nor to one below or above them; of such below each other only the uppermost. */
export function areasWithoutGrids(areas: readonly TreeArea[], owners: ReadonlySet<string>): string[] {
  const parents = parentsOf(areas)
  const served = new Set<string>(owners)
  for (const code of owners) for (const above of ancestors(code, parents)) served.add(above)
  const isBare = ({ code }: { code: string }): boolean =>
    !served.has(code) && !ancestors(code, parents).some((above) => owners.has(above))
  const bare = new Set(areas.filter(isBare).map(({ code }) => code))
  return areas.filter(({ code, parentCode }) => bare.has(code) && !bare.has(parentCode ?? '')).map(({ code }) => code)
}

function parentsOf(areas: readonly TreeArea[]): Map<string, string | null> {
  return new Map(areas.map(({ code, parentCode }) => [code, parentCode]))
}

function childrenOf(areas: readonly TreeArea[]): Map<string, string[]> {
  const below = new Map<string, string[]>()
  for (const { code, parentCode } of areas) {
    if (parentCode === null) continue
    const siblings = below.get(parentCode)
    if (siblings === undefined) below.set(parentCode, [code])
    else siblings.push(code)
  }
  return below
}

/** The areas above one, the nearest first; a circle, which a broken file may hold, is gone round once. */
function ancestors(code: string, parents: ReadonlyMap<string, string | null>): string[] {
  const chain: string[] = []
  for (let above = parents.get(code); above && above !== code && !chain.includes(above); above = parents.get(above)) {
    chain.push(above)
  }
  return chain
}
