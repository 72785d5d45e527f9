import { mulberry32, shuffled } from '../random.ts'

/** A name in Chinese and in English. */
export interface Name {
  name: string
  nameEn: string
}

type Syllable = readonly [zh: string, en: string]

const FIRST: readonly Syllable[] = [
  ['和', 'He'], ['安', 'An'], ['康', 'Kang'], ['福', 'Fu'], ['新', 'Xin'], ['明', 'Ming'], ['文', 'Wen'], ['兴', 'Xing'],
  ['永', 'Yong'], ['泰', 'Tai'], ['春', 'Chun'], ['清', 'Qing'], ['金', 'Jin'], ['银', 'Yin'], ['青', 'Qing'], ['翠', 'Cui'],
  ['龙', 'Long'], ['凤', 'Feng'], ['锦', 'Jin'], ['玉', 'Yu'], ['长', 'Chang'], ['平', 'Ping'], ['华', 'Hua'], ['光', 'Guang'],
  ['瑞', 'Rui'], ['祥', 'Xiang'], ['云', 'Yun'], ['松', 'Song'], ['梅', 'Mei'], ['石', 'Shi'],
]

const SECOND: readonly Syllable[] = [
  ['宁', 'ning'], ['乐', 'le'], ['园', 'yuan'], ['河', 'he'], ['桥', 'qiao'], ['湖', 'hu'], ['山', 'shan'], ['林', 'lin'],
  ['苑', 'yuan'], ['庄', 'zhuang'], ['门', 'men'], ['台', 'tai'], ['湾', 'wan'], ['景', 'jing'], ['阳', 'yang'], ['泉', 'quan'],
  ['岭', 'ling'], ['溪', 'xi'], ['塘', 'tang'], ['井', 'jing'], ['堂', 'tang'], ['坊', 'fang'], ['里', 'li'], ['洲', 'zhou'],
  ['田', 'tian'], ['港', 'gang'], ['堤', 'di'], ['屏', 'ping'],
]

const SIDES: readonly Syllable[] = [
  ['', ''], ['东', ' East'], ['西', ' West'], ['南', ' South'], ['北', ' North'], ['新', ' New'], ['上', ' Upper'], ['下', ' Lower'],
]

const DISTRICTS: readonly Syllable[] = [
  ['云澜', 'Yunlan'], ['临江', 'Linjiang'], ['望湖', 'Wanghu'], ['青屏', 'Qingping'], ['龙门', 'Longmen'], ['新港', 'Xingang'],
  ['北陵', 'Beiling'], ['南塔', 'Nanta'], ['西苑', 'Xiyuan'], ['东湖', 'Donghu'], ['石桥', 'Shiqiao'], ['白塔', 'Baita'],
  ['花山', 'Huashan'], ['金沙', 'Jinsha'], ['碧溪', 'Bixi'], ['长堤', 'Changdi'], ['安阳门', 'Anyangmen'], ['凤台', 'Fengtai'],
  ['丰泽', 'Fengze'], ['高新', 'Gaoxin'],
]

/** Names without end and without repetition, in an order of the seed's. */
export function* placeNames(seed: number): Generator<Name> {
  const random = mulberry32(seed)
  const pairs = shuffled(random, FIRST.flatMap((first) => SECOND.map((second) => [first, second] as const)))
  for (let round = 0; ; round++) {
    for (const [sideZh, sideEn] of SIDES) {
      for (const [first, second] of pairs) {
        const number = round === 0 ? '' : String(round + 1)
        yield { name: `${first[0]}${second[0]}${sideZh}${number}`, nameEn: `${first[1]}${second[1]}${sideEn}${number}` }
      }
    }
  }
}

/** The name of the district with this number, counted from 0. */
export function districtName(index: number): Name {
  const [zh, en] = DISTRICTS[index % DISTRICTS.length]
  const round = Math.floor(index / DISTRICTS.length)
  const number = round === 0 ? '' : String(round + 1)
  return { name: `${zh}${number}区`, nameEn: `${en}${number} District` }
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** A whole number from 1 to 999 as it is read: 21 → 二十一. */
export function chineseNumber(value: number): string {
  const hundreds = Math.floor(value / 100)
  const tens = Math.floor(value / 10) % 10
  const ones = value % 10
  let text = hundreds > 0 ? `${DIGITS[hundreds]}百` : ''
  if (tens > 0) text += tens === 1 && hundreds === 0 ? '十' : `${DIGITS[tens]}十`
  else if (hundreds > 0 && ones > 0) text += '零'
  return ones > 0 ? text + DIGITS[ones] : text
}
