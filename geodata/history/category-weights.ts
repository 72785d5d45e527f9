import type { Category } from '../city/city.ts'
import { mulberry32, shuffled } from '../city/random.ts'

/** What cities are told of most, most frequent first. */
const FREQUENT = [
  '机动车乱停放', '暴露垃圾', '占道经营', '噪声扰民', '物业纠纷', '非机动车乱停放', '道路不洁', '供热温度不达标', '乱堆杂物', '店外经营',
  '停水', '楼道堆物', '共享单车乱象', '下水道堵塞', '垃圾未分类', '非法小广告', '道路破损', '电梯故障', '楼顶漏水', '广场舞噪声',
  '消费退款纠纷', '拖欠工资', '垃圾站（箱）满溢', '施工扰民', '夜间施工噪声', '道路积水', '停电', '路灯异常', '信号灯时长', '餐饮油烟',
  '占用消防通道', '私设地锁、阻车桩', '飞线充电', '工地扬尘', '无照经营游商', '机动车乱停', '宽带通信故障', '污水井盖异常', '绿地脏乱',
  '邻里纠纷', '入学咨询', '社保咨询', '食品安全', '河水异味', '消防隐患', '沿街晾挂', '公共厕所异常', '树池树穴异常', '电线垂落', '露天烧烤',
  '架空线缆脱落', '犬只扰民', '暖气漏水', '水压不足', '私搭乱建', '河道污染',
]

/** How often each category occurs: Zipf's law, the known ones first, the rest in an order of the seed's. Only what
 * has nothing below it occurs, and of that no components: they are things, not happenings. Answers cumulative weights by index of `categories`. */
export function cumulativeWeights(categories: readonly Category[], seed: number): Float64Array {
  const rankOf = new Map(FREQUENT.map((name, rank) => [name, rank]))
  const rest = shuffled(mulberry32(seed ^ 0x21f), categories.filter(({ name }) => !rankOf.has(name)))
  for (const { name } of rest) if (!rankOf.has(name)) rankOf.set(name, rankOf.size)
  const parents = new Set(categories.map(({ parentCode }) => parentCode))
  const cumulative = new Float64Array(categories.length)
  let sum = 0
  for (const [index, { code, name }] of categories.entries()) {
    if (!parents.has(code) && !code.startsWith('B')) sum += 1 / (rankOf.get(name)! + 4)
    cumulative[index] = sum
  }
  return cumulative
}

/** The first index whose cumulative weight exceeds `target`. */
export function search(cumulative: ArrayLike<number>, target: number): number {
  let low = 0
  let high = cumulative.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (cumulative[middle] > target) high = middle
    else low = middle + 1
  }
  return low
}
