import { mulberry32 } from '../../geodata/city/random.ts'
import type { CatalogueRow } from '../../server/catalogue/catalogue-columns.ts'

const WORDS = '路灯井盖垃圾噪声油烟电线燃气供水供热积雪违建绿地河道公厕站牌护栏楼道电梯占道停车扬尘漏水塌陷破损缺失满溢堵塞脱落'

/** How many categories level 1 to 4 of the largest catalogue known have: 48 大类、222 小类、1117 细类、418 子类. */
export const LARGE_LEVELS = [48, 222, 1117, 418] as const

/** A catalogue of that size, the same for the same seed: names of two to four words, unbalanced, leaves at levels 3 and 4. */
export function largeCatalogue(seed: number, unitKinds: readonly string[], levels: readonly number[] = LARGE_LEVELS): CatalogueRow[] {
  const random = mulberry32(seed)
  const pick = (count: number): number => Math.floor(random() * count)
  const name = (): string => Array.from({ length: 2 + pick(3) }, () => WORDS.slice(pick(WORDS.length / 2) * 2).slice(0, 2)).join('')
  const rows: CatalogueRow[] = []
  let above: CatalogueRow[] = []
  for (const [index, count] of levels.entries()) {
    // every category of the second and third level has a parent with others; the fourth lies below a third of the third
    const parents = index === 3 ? above.filter((_, at) => at % 3 === 0) : above
    const own = Array.from({ length: count }, (_, at): CatalogueRow => {
      const parent = parents.length === 0 ? null : parents[at < parents.length ? at : pick(parents.length)]
      return {
        code: `L${index + 1}-${String(at + 1).padStart(4, '0')}`, parentCode: parent?.code ?? null, level: index + 1,
        name: name(), nameEn: `Matter ${index + 1}.${at + 1}`, unitKind: unitKinds[pick(unitKinds.length)],
        layer: (['community', 'street', 'exclusive'] as const)[pick(3)], urgent: random() < 0.05,
        limitHours: 1 + pick(200), examples: random() < 0.4 ? [`${name()}没人管，请处理`] : [], source: 'own',
      }
    })
    rows.push(...own)
    above = own
  }
  return rows
}
