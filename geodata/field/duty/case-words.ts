import type { Channel } from '../../../server/contract/api/cases.ts'
import type { Category } from '../../city/city.ts'
import { pick, type Random } from '../../city/random.ts'

type Words = (matter: string, address: string) => string

const OBSERVED: readonly Words[] = [
  (matter, address) => `巡查发现${address}存在${matter}问题，已拍照取证，请及时处置。`,
  (matter, address) => `网格巡查：${address}，${matter}，影响通行和市容。`,
  (matter, address) => `${address}发现${matter}，现场已设置提醒，建议尽快处理。`,
]
const CALLED: readonly Words[] = [
  (matter, address) => `市民来电反映${address}有${matter}情况，希望有关部门核实处理并回复。`,
  (matter, address) => `来电人称${address}${matter}，已持续数日，影响居民生活，请求解决。`,
  (matter, address) => `群众反映${address}存在${matter}问题，此前曾反映过，要求尽快处理。`,
]
const SENT: readonly Words[] = [
  (matter, address) => `随手拍：${address}，${matter}，请处理，谢谢。`,
  (matter, address) => `住在附近，${address}这里${matter}，希望尽快解决。`,
]
const VISITED: readonly Words[] = [
  (matter, address) => `入户走访时居民反映${matter}，位置在${address}。`,
]
const SEEN: readonly Words[] = [
  (matter, address) => `视频智能识别：${address}，疑似${matter}，请现场核实。`,
]
const ALARMED: readonly Words[] = [
  (matter, address) => `非警务警情分流：${address}，${matter}，请联动处置。`,
]

const BY_CHANNEL: Readonly<Record<string, readonly Words[]>> = {
  patrol: OBSERVED, '12345': CALLED, app: SENT, visit: VISITED, ai: SEEN, iot: SEEN, 110: ALARMED, 119: ALARMED,
  120: ALARMED, 122: ALARMED, web: SENT, wechat: SENT, letter: CALLED, open311: SENT, import: OBSERVED,
}

/** What stands in a report of this channel about this matter. */
export function describeReport(channel: Channel, category: Category, address: string, random: Random): string {
  return pick(random, BY_CHANNEL[channel] ?? CALLED)(category.name, address)
}
