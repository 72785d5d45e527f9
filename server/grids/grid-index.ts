import type { Area, Grid } from '../../geodata/city/city.ts'
import type { ChainLink, GridOwner } from '../contract/api/grids.ts'
import { indexLayers, type IndexedLayers } from './build/index-layers.ts'

/** What a grid is, without its boundary. */
export type GridRecord = Omit<GridOwner, 'decision'>

/** What an area is, without its boundary. */
export type AreaRecord = Omit<Area, 'boundary'>

/** The grids and areas of one version, indexed. Never changed once built. */
export interface GridIndex extends IndexedLayers, NamedGrids {
  readonly versionId: number
}

/** What the grids and areas of a version are called and how they hang together. */
export interface NamedGrids {
  readonly grids: ReadonlyMap<number, GridRecord>
  /** Per area the chain from it up to the city. */
  readonly chains: ReadonlyMap<string, readonly ChainLink[]>
  /** District k + 1 of `districts` has the code districtCodes[k]. */
  readonly districtCodes: readonly string[]
}

/**
 * Indexes the grids of version `versionId` in their three layers, and the areas above them.
 * Throws a RangeError that names the grid or area for a boundary that is no boundary, an area that is missing, or
 * for a city without a community grid or without a district: a case could be left with no owner.
 */
export function buildGridIndex(grids: readonly Grid[], areas: readonly Area[], versionId: number): GridIndex {
  const names = new GridNames(areas)
  names.add(grids)
  const districts = areas.filter((area) => area.level === 'district')
  return { versionId, ...names.finish(), ...indexLayers(grids, districts.map(({ boundary }) => boundary)) }
}

/**
 * All of a version but its geometry, collected a lot of grids at a time, since a large city has so many that one go
 * would be felt. Throws RangeErrors as buildGridIndex does.
 */
export class GridNames {
  /** In the order in which the districts are numbered. */
  readonly districtCodes: readonly string[]
  readonly #chains: Map<string, ChainLink[]>
  readonly #grids = new Map<number, GridRecord>()
  #hasCommunityGrid = false

  constructor(areas: readonly AreaRecord[]) {
    this.#chains = chainAreas(areas)
    this.districtCodes = areas.filter((area) => area.level === 'district').map((district) => district.code)
    if (this.districtCodes.length === 0) {
      throw new RangeError(`None of ${areas.length} areas is a district, expected at least one`)
    }
  }

  /** Takes grids that were not taken before. */
  add(grids: readonly Omit<Grid, 'boundary'>[]): void {
    for (const { id, layer, code, name, nameEn, areaCode, unitId } of grids) {
      if (!this.#chains.has(areaCode)) {
        const expected = `expected one of the ${this.#chains.size} areas`
        throw new RangeError(`Grid ${id} (${code}): area ${areaCode} is missing, ${expected}`)
      }
      if (this.#grids.has(id)) throw new RangeError(`Grid ${id} (${code}): expected an id that no other grid has`)
      this.#grids.set(id, { gridId: id, layer, code, name, nameEn, areaCode, unitId })
      if (layer === 'community') this.#hasCommunityGrid = true
    }
  }

  finish(): NamedGrids {
    if (!this.#hasCommunityGrid) {
      throw new RangeError(`None of ${this.#grids.size} grids is in the community layer, expected at least one`)
    }
    return { grids: this.#grids, chains: this.#chains, districtCodes: this.districtCodes }
  }
}

function chainAreas(areas: readonly AreaRecord[]): Map<string, ChainLink[]> {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const chains = new Map<string, ChainLink[]>()
  for (const start of areas) {
    const chain: ChainLink[] = []
    for (let area: AreaRecord | undefined = start; area !== undefined;) {
      const { code, level, name, nameEn, parentCode } = area
      if (chain.some((link) => link.code === code)) throw new RangeError(`Area ${code} is above itself`)
      chain.push({ code, level, name, nameEn })
      if (parentCode === null) break
      area = byCode.get(parentCode)
      if (area === undefined) throw new RangeError(`Area ${code}: its parent ${parentCode} is missing`)
    }
    chains.set(start.code, chain)
  }
  return chains
}
