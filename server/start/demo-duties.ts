import type { City } from '../../geodata/city/city.ts'
import { addDutyRule } from '../catalogue/duty-repository.ts'
import type { NewDutyRule } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'
import { monthOf, monthStartMs, shiftMonth } from '../lookback/months.ts'
import type { CityTime } from '../org/city-time.ts'

const AUTHOR = '演示 demo'

/** Rules as a city would have them: what it is about by its name, who handles it, and since how many months. */
interface DemoDuty {
  item: string
  unitKind: string
  /** 'pilot': only in the city's second district. */
  where: 'city' | 'pilot'
  monthsAgo: number
  express?: boolean
  assistUnitKinds?: string[]
  examples?: string[]
  note: string
}

const DUTIES: readonly DemoDuty[] = [
  ...['雨水井盖异常', '污水井盖异常'].map((item): DemoDuty => ({
    item, unitKind: 'water_affairs', where: 'city', monthsAgo: 4, express: true, examples: ['井盖不见了', '井盖松动'],
    note: '井盖类直通车：直派水务',
  })),
  { item: '通信井盖异常', unitKind: 'telecom', where: 'city', monthsAgo: 4, express: true, note: '井盖类直通车：直派通信' },
  { item: '电力井盖异常', unitKind: 'power', where: 'city', monthsAgo: 4, express: true, note: '井盖类直通车：直派供电' },
  {
    item: '路灯异常', unitKind: 'urban_management', where: 'city', monthsAgo: 4, express: true,
    examples: ['路灯不亮', '路灯一直闪'], note: '路灯类直通车',
  },
  {
    item: '暴露垃圾', unitKind: 'sanitation', where: 'pilot', monthsAgo: 2, express: true, examples: ['路边有垃圾'],
    note: '暴露垃圾直通车试点',
  },
  { item: '垃圾站（箱）满溢', unitKind: 'sanitation', where: 'pilot', monthsAgo: 2, express: true, note: '满溢直通车试点' },
  {
    item: '楼顶漏水', unitKind: 'housing', where: 'city', monthsAgo: 3, assistUnitKinds: ['property'],
    examples: ['屋顶漏水'], note: '住建主办，物业协办',
  },
  // one that was replaced, and what comes next
  { item: '共享单车乱象', unitKind: 'street_office', where: 'city', monthsAgo: 4, note: '原由属地街道清理' },
  { item: '共享单车乱象', unitKind: 'urban_management', where: 'city', monthsAgo: 1, note: '改由城管统一调度' },
  {
    item: '非法小广告', unitKind: 'urban_management', where: 'city', monthsAgo: -1, express: true,
    note: '下月起纳入直通车',
  },
]

/** Writes the demo's rules, those first that begin first. */
export async function writeDemoDuties(
  transaction: Queryable, { areas, categories }: Pick<City, 'areas' | 'categories'>, cityTime: CityTime, nowMs: number,
): Promise<void> {
  const parents = new Set(categories.map(({ parentCode }) => parentCode))
  const codeOf = new Map(categories.flatMap(({ name, code }) =>
    parents.has(code) || code.startsWith('B') ? [] : [[name, code]]))
  const districts = areas.filter(({ level }) => level === 'district')
  const pilot = districts[1] ?? districts[0]
  for (const duty of DUTIES.toSorted((a, b) => b.monthsAgo - a.monthsAgo)) {
    const category = codeOf.get(duty.item)
    if (category === undefined || pilot === undefined) continue
    const month = shiftMonth(monthOf(nowMs, cityTime), -duty.monthsAgo)
    const { unitKind, express = false, assistUnitKinds = [], examples = [], note } = duty
    const rule: NewDutyRule & { validFrom: string } = {
      category, unitKind, express, assistUnitKinds, examples, note,
      area: duty.where === 'pilot' ? pilot.code : '',
      validFrom: new Date(monthStartMs(month, cityTime)).toISOString(),
    }
    const atMs = Math.min(Date.parse(rule.validFrom), nowMs)
    await addDutyRule(transaction, rule, { provenance: 'rule', consultationId: null, actor: AUTHOR, atMs })
  }
}
