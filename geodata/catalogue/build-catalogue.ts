import { readFileSync } from 'node:fs'
import type { Category, GridLayer } from '../city/city.ts'
import { APPEALS } from './appeals.ts'
import { CLASS_ENGLISH, translateItem } from './english.ts'
import { EXAMPLES } from './examples.ts'

/** Who handles a class, whose grid leads, and the hours it takes, where no rule below says otherwise. */
const CLASS_RULES: Record<string, readonly [unitKind: string, layer: GridLayer, limitHours: number]> = {
  市政公用设施: ['urban_management', 'street', 72],
  交通设施: ['transport', 'street', 72],
  市容环卫设施: ['sanitation', 'exclusive', 48],
  园林绿化设施: ['greening', 'community', 120],
  市容环境: ['urban_management', 'community', 24],
  宣传广告: ['urban_management', 'street', 48],
  施工管理: ['housing', 'community', 24],
  街面秩序: ['urban_management', 'street', 12],
  其他: ['street_office', 'community', 48],
}

/** The first word that the name contains decides; more particular ones stand first. */
const WORD_RULES: readonly (readonly [word: string, unitKind: string, layer: GridLayer])[] = [
  ['电力', 'power', 'exclusive'], ['高压线', 'power', 'exclusive'], ['变压器', 'power', 'exclusive'], ['架空线缆', 'power', 'exclusive'],
  ['燃气', 'gas', 'exclusive'], ['输油', 'gas', 'exclusive'], ['供水', 'water_supply', 'exclusive'], ['热力', 'heating', 'exclusive'],
  ['供热', 'heating', 'exclusive'], ['通信', 'telecom', 'exclusive'], ['网络井盖', 'telecom', 'exclusive'],
  ['电视井盖', 'telecom', 'exclusive'], ['公交', 'transit', 'exclusive'], ['铁', 'railway', 'exclusive'],
  ['污水', 'water_affairs', 'street'], ['雨', 'water_affairs', 'street'], ['中水', 'water_affairs', 'street'],
  ['河', 'river', 'exclusive'], ['水域', 'river', 'exclusive'], ['防汛', 'river', 'exclusive'], ['堤岸', 'river', 'exclusive'],
  ['消防', 'fire', 'community'], ['公安', 'police', 'community'], ['治安', 'police', 'community'], ['信号', 'traffic_police', 'street'],
  ['机动车', 'traffic_police', 'street'], ['公园', 'park', 'exclusive'], ['农贸市场', 'market', 'exclusive'],
  ['垃圾', 'sanitation', 'exclusive'], ['噪声', 'environment', 'community'], ['扬尘', 'environment', 'community'],
  ['油烟', 'environment', 'community'], ['污染', 'environment', 'community'], ['流浪', 'civil_affairs', 'community'],
  ['餐饮', 'market_supervision', 'street'], ['经营', 'urban_management', 'street'],
]

const URGENT_WORDS = ['燃气', '架空线缆', '消防通道', '高压线', '医疗废物', '紧急报警点', '高空']
const URGENT_HOURS = 4

/** The classes of matters carry the suffix 类 in the table; the class is the same. */
const plainClass = (name: string) => name.replace(/类$/, '')

/** In English the class of a component's faults says so. */
function classEnglish(letter: string, className: string): string {
  const ofFaults = letter === 'S' && className.endsWith('设施')
  return ofFaults ? `${CLASS_ENGLISH[className].replace('facilities', 'facility').replace('utilities', 'utility')} faults` : CLASS_ENGLISH[className]
}

const KINDS = [
  ['B', '管理部件', 'Components'],
  ['S', '管理事项', 'Matters'],
] as const

function examplesOf(name: string): Pick<Category, 'examples'> {
  const examples = EXAMPLES[name]
  return examples === undefined ? {} : { examples }
}

/**
 * The catalogue: kind → class → item. Components have codes B + 5 digits, matters S + 5 digits, appeals Q + 5 digits; a class
 * has the first two digits, a kind only the letter.
 */
export function buildCatalogue(): Category[] {
  const [, ...lines] = readFileSync(new URL('./gb47678_5.csv', import.meta.url), 'utf8').trim().split(/\r?\n/)
  const rows = lines.map((line) => line.split(','))
  const categories = new Map<string, Category>()
  const add = (category: Category) => {
    if (!categories.has(category.code)) categories.set(category.code, category)
  }
  for (const [letter, kind, kindEn] of KINDS) {
    add({
      code: letter, parentCode: null, level: 1, name: kind, nameEn: kindEn,
      unitKind: 'street_office', layer: 'community', urgent: false, limitHours: 72, source: 'transcription',
    })
    for (const [rowKind, digits, rawClass, name] of rows) {
      if (rowKind !== kind) continue
      const className = plainClass(rawClass)
      const [classUnit, classLayer, limitHours] = CLASS_RULES[className]
      const classCode = letter + digits.slice(0, 2)
      add({
        // a component's class and that of its faults share their name but for the suffix, which the table has
        code: classCode, parentCode: letter, level: 2, name: rawClass, nameEn: classEnglish(letter, className),
        unitKind: classUnit, layer: classLayer, urgent: false, limitHours, source: 'transcription',
      })
      const [, unitKind, layer] = WORD_RULES.find(([word]) => name.includes(word)) ?? ['', classUnit, classLayer]
      const urgent = letter === 'S' && URGENT_WORDS.some((word) => name.includes(word))
      add({
        code: letter + digits, parentCode: classCode, level: 3, name, nameEn: translateItem(name),
        unitKind, layer, urgent, limitHours: urgent ? URGENT_HOURS : limitHours,
        source: 'transcription', ...(letter === 'S' && examplesOf(name)),
      })
    }
  }

  add({
    code: 'Q', parentCode: null, level: 1, name: '诉求', nameEn: 'Appeals',
    unitKind: 'street_office', layer: 'community', urgent: false, limitHours: 72,
  })
  const groups = [...new Set(APPEALS.map((appeal) => appeal.group))]
  for (const [index, group] of groups.entries()) {
    const own = APPEALS.filter((appeal) => appeal.group === group)
    const classCode = `Q${String(index + 1).padStart(2, '0')}`
    add({
      code: classCode, parentCode: 'Q', level: 2, name: group, nameEn: own[0].groupEn,
      unitKind: 'street_office', layer: 'community', urgent: false, limitHours: 72,
    })
    for (const [number, { name, nameEn, unitKind, layer, limitHours, urgent = false }] of own.entries()) {
      const code = classCode + String(number + 1).padStart(3, '0')
      add({
        code, parentCode: classCode, level: 3, name, nameEn, unitKind, layer, urgent, limitHours, ...examplesOf(name),
      })
    }
  }
  return [...categories.values()]
}
