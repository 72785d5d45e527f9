import type { Grid, Worker } from '../city.ts'
import { mulberry32, pick, shuffled, type Random } from '../random.ts'
import { shiftOf } from './shifts.ts'

type Syllable = readonly [zh: string, en: string]

const FAMILY: readonly Syllable[] = [
  ['王', 'Wang'], ['李', 'Li'], ['张', 'Zhang'], ['刘', 'Liu'], ['陈', 'Chen'], ['杨', 'Yang'], ['赵', 'Zhao'], ['黄', 'Huang'],
  ['周', 'Zhou'], ['吴', 'Wu'], ['徐', 'Xu'], ['孙', 'Sun'], ['胡', 'Hu'], ['朱', 'Zhu'], ['高', 'Gao'], ['林', 'Lin'],
  ['何', 'He'], ['郭', 'Guo'], ['马', 'Ma'], ['罗', 'Luo'], ['梁', 'Liang'], ['宋', 'Song'], ['郑', 'Zheng'], ['谢', 'Xie'],
  ['韩', 'Han'], ['唐', 'Tang'], ['冯', 'Feng'], ['于', 'Yu'], ['董', 'Dong'], ['萧', 'Xiao'],
]

const GIVEN: readonly Syllable[] = [
  ['伟', 'wei'], ['芳', 'fang'], ['娜', 'na'], ['敏', 'min'], ['静', 'jing'], ['丽', 'li'], ['强', 'qiang'], ['磊', 'lei'],
  ['军', 'jun'], ['洋', 'yang'], ['勇', 'yong'], ['艳', 'yan'], ['杰', 'jie'], ['涛', 'tao'], ['明', 'ming'], ['超', 'chao'],
  ['霞', 'xia'], ['平', 'ping'], ['刚', 'gang'], ['桂', 'gui'], ['建', 'jian'], ['文', 'wen'], ['志', 'zhi'], ['晓', 'xiao'],
  ['海', 'hai'], ['玉', 'yu'], ['春', 'chun'], ['国', 'guo'], ['红', 'hong'], ['云', 'yun'],
]

/** Full-time to part-time as in the largest source: 8,040 to 10,754. */
const FULL_TIME_SHARE = 8040 / 18794

function nameWorker(random: Random): { name: string; nameEn: string } {
  const [family, familyEn] = pick(random, FAMILY)
  const given = random() < 0.35 ? [pick(random, GIVEN)] : [pick(random, GIVEN), pick(random, GIVEN)]
  const en = given.map(([, syllable]) => syllable).join('')
  return { name: family + given.map(([zh]) => zh).join(''), nameEn: `${familyEn} ${en[0].toUpperCase()}${en.slice(1)}` }
}

/**
 * The grid workers. Each community grid has one where `count` allows; then the street grids get theirs; the rest is
 * spread over community grids (7 of 10), street grids (2) and exclusive grids (1). Badge number: district code + serial.
 */
export function employWorkers(seed: number, grids: readonly Grid[], count: number): Worker[] {
  const random = mulberry32(seed ^ 0x90b5)
  const layers = (['community', 'street', 'exclusive'] as const).map((layer) =>
    shuffled(random, grids.filter((grid) => grid.layer === layer)),
  )
  const [community, street, exclusive] = layers
  const posts: Grid[] = [...community, ...street].slice(0, count)
  for (let extra = 0; posts.length < count; extra++) {
    const roll = extra % 10
    const pool = roll < 7 || exclusive.length === 0 ? community : roll < 9 ? street : exclusive
    posts.push(pool[Math.floor(random() * pool.length)])
  }
  posts.sort((a, b) => a.id - b.id)

  const serials = new Map<string, number>()
  return posts.map((grid, index) => {
    const district = grid.areaCode.slice(0, 6).padEnd(6, '0')
    const serial = (serials.get(district) ?? 0) + 1
    serials.set(district, serial)
    const number = district + String(serial).padStart(5, '0')
    const id = index + 1
    const name = nameWorker(random)
    const employment = random() < FULL_TIME_SHARE ? 'full' : 'part'
    return {
      id, number, ...name, employment,
      phone: `1990000${String(index % 10_000).padStart(4, '0')}`, deviceKey: number,
      gridId: grid.id, areaCode: grid.areaCode, shiftPattern: shiftOf({ id, employment }),
    }
  })
}
