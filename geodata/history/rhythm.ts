import type { Category } from '../city/city.ts'

/** How a kind of case follows the year and the day; both lists are relative weights. */
export interface Rhythm {
  /** January first. */
  months: readonly number[]
  /** From midnight, city time. */
  hours: readonly number[]
}

const EVEN_YEAR = [1, 0.85, 1, 1.05, 1.05, 1.1, 1.15, 1.1, 1.05, 1, 0.95, 0.9]
const WINTER = [3.2, 2.4, 1.2, 0.2, 0.05, 0.02, 0.02, 0.02, 0.05, 0.4, 2.6, 3]
const RAIN = [0.2, 0.25, 0.5, 0.8, 1.1, 2.6, 3.4, 2.8, 1.2, 0.6, 0.3, 0.2]
const SUMMER = [0.5, 0.5, 0.8, 1.1, 1.5, 1.8, 1.9, 1.8, 1.3, 0.9, 0.6, 0.5]
const SNOW = [4, 3, 0.6, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.05, 0.8, 3]
const SPRING_DUST = [0.7, 1, 1.9, 2, 1.6, 1, 0.7, 0.7, 0.9, 1.2, 1.1, 0.8]
const AUTUMN_LEAVES = [0.4, 0.3, 0.5, 0.9, 1, 1, 1, 1, 1.3, 2.2, 2.4, 0.8]
const TERM_STARTS = [0.5, 1.6, 0.7, 0.6, 0.7, 1.2, 2.2, 3, 1.6, 0.5, 0.4, 0.4]

/** Two peaks: after people arrive in the morning and after their noon rest. */
const DAY = [
  0.12, 0.08, 0.06, 0.06, 0.08, 0.2, 0.6, 1.3, 2.2, 2.6, 2.4, 1.7, 0.9, 1.2, 2.1, 2.3, 2, 1.5, 1.1, 0.9, 0.7, 0.5, 0.3, 0.2,
]
const NIGHT = [
  1.5, 1, 0.6, 0.3, 0.2, 0.25, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.7, 0.6, 0.5, 0.5, 0.6, 0.8, 1.2, 2, 2.7, 3, 2.8, 2.2,
]
const STREET = [
  0.15, 0.1, 0.08, 0.08, 0.15, 0.5, 1.2, 2, 2.1, 1.7, 1.5, 1.6, 1.3, 1.1, 1.3, 1.5, 1.7, 2, 2.1, 1.8, 1.2, 0.7, 0.4, 0.2,
]

const MONTH_WORDS: readonly (readonly [words: readonly string[], months: readonly number[]])[] = [
  [['供热', '暖气', '热力'], WINTER],
  [['积雪', '结冰'], SNOW],
  [['积水', '雨', '防汛', '排水', '下水道', '漏水'], RAIN],
  [['扬尘', '渣土'], SPRING_DUST],
  [['烧烤', '广场舞', '噪声', '油烟', '病虫害', '河', '停电', '异味'], SUMMER],
  [['树叶', '绿化弃料', '行道树'], AUTUMN_LEAVES],
  [['入学', '校'], TERM_STARTS],
]

const HOUR_WORDS: readonly (readonly [words: readonly string[], hours: readonly number[]])[] = [
  [['噪声', '广场舞', '烧烤', '施工扰民', '夜', '高空抛物'], NIGHT],
  [['停放', '占道', '店外', '游商', '单车', '信号灯', '促销'], STREET],
]

const matching = (name: string, rules: readonly (readonly [readonly string[], readonly number[]])[], usual: readonly number[]) =>
  rules.find(([words]) => words.some((word) => name.includes(word)))?.[1] ?? usual

/** The rhythm of a category, by what its name is about. */
export function rhythmOf({ name }: Pick<Category, 'name'>): Rhythm {
  return { months: matching(name, MONTH_WORDS, EVEN_YEAR), hours: matching(name, HOUR_WORDS, DAY) }
}

/** Sunday first: offices rest, the street does not. */
export const WEEKDAYS = [0.78, 1.12, 1.08, 1.05, 1.04, 1.06, 0.87]
