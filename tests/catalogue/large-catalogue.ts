import { mulberry32 } from '../../geodata/city/random.ts'
import type { CatalogueRow } from '../../server/catalogue/catalogue-columns.ts'

const WORDS = [
  '路灯', '井盖', '垃圾', '噪声', '油烟', '电线', '燃气', '供水', '供热', '积雪', '违建', '绿地', '河道', '公厕', '站牌', '护栏', '楼道', '电梯',
  '占道', '停车', '扬尘', '漏水', '塌陷', '破损', '缺失', '满溢', '堵塞', '脱落',
]

/** How many categories level 1 to 4 of the largest catalogue known have: 48 大类、222 小类、1117 细类、418 子类. */
export const LARGE_LEVELS: readonly number[] = [48, 222, 1117, 418]

/** A catalogue of that size, the same for the same seed: names of two to four words, unbalanced, leaves at levels 3 and 4. */
export function largeCatalogue(seed: number, unitKinds: readonly string[]): CatalogueRow[] {
  const random = mulberry32(seed)
  const pick = (count: number): number => Math.floor(random() * count)
  const word = (): string => WORDS[pick(WORDS.length)]
  const name = (): string => Array.from({ length: 2 + pick(3) }, word).join('')
  const rows: CatalogueRow[] = []
  let above: CatalogueRow[] = []
  for (const [index, count] of LARGE_LEVELS.entries()) {
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
