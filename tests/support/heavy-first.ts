import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { mulberry32, shuffled } from '../../geodata/city/random.ts'

/** Files that start whole products and browsers, each for a minute or more; the longest first. */
const HEAVY = [/\/tests\/start\/durability/, /\/tests\/browser\//, /\/tests\/start\/process/, /\/tests\/db\/embedded/]

/**
 * Begins with the heavy files, so that no worker is alone with one at the end; the others follow as vitest has them.
 * With --sequence.seed NUMBER they come in an order by chance, to see that none needs what another left behind.
 */
export class HeavyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence
    if (seed !== undefined) return shuffled(mulberry32(seed), files)
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = HEAVY.findIndex((pattern) => pattern.test(moduleId))
  return place === -1 ? HEAVY.length : place
}
