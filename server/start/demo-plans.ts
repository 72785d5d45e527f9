import type { City } from '../../geodata/city/city.ts'
import { insertPlan } from '../command/plan-repository.ts'
import type { PlanContent, PlanDuty } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'

const AUTHOR = '演示 demo'

type Ground = Pick<City, 'areas' | 'grids' | 'units' | 'workers'>

/** Plans for times that are not normal, of two areas: a street that floods, a community that goes from door to door. */
export async function writeDemoPlans(transaction: Queryable, city: Ground, nowMs: number): Promise<void> {
  const street = city.areas.find(({ level }) => level === 'street')
  const community = city.areas.findLast(({ level }) => level === 'community')
  if (street !== undefined) await insertPlan(transaction, floodPlan(street, city), AUTHOR, nowMs)
  if (community !== undefined) await insertPlan(transaction, doorPlan(community, city), AUTHOR, nowMs)
}

function floodPlan({ code, name, nameEn }: City['areas'][number], city: Ground): PlanContent {
  const unit = city.units.find(({ kind, areaCode }) => kind === 'water_affairs' && code.startsWith(areaCode))
  return {
    name: `${name}防汛应急预案`, nameEn: `${nameEn}: flood plan`, areaCode: code,
    duties: [
      ...gridDuties(code, city, '排查低洼点和地下空间，劝离涉险人员'),
      ...(unit === undefined ? [] : [{
        building: '下穿通道', unitId: unit.id, name: unit.name, task: '布设水泵，封控积水路段',
      }]),
    ],
    limits: { accept: 0.5, handle: 4, feedback: 6 },
    broadcast: '防汛应急响应已启动，请各网格立即到岗，按预案开展巡查。',
    rollCall: { withinMinutes: 15, message: '防汛点名：请在 15 分钟内报告是否到岗。' },
  }
}

function doorPlan({ code, name, nameEn }: City['areas'][number], city: Ground): PlanContent {
  return {
    name: `${name}入户排查预案`, nameEn: `${nameEn}: from door to door`, areaCode: code,
    duties: gridDuties(code, city, '逐户走访，登记独居老人和需要帮助的家庭'),
    limits: { accept: 1, handle: 12 },
    broadcast: '入户排查工作开始，请包格人员按责任区上门走访。',
    rollCall: { withinMinutes: 30, message: '入户排查点名：请在 30 分钟内报告所在位置。' },
  }
}

/** Every community grid of the area that has a worker is that worker's: 包格. */
function gridDuties(areaCode: string, { grids, workers }: Ground, task: string): PlanDuty[] {
  return grids.flatMap(({ id, code, layer, areaCode: own }): PlanDuty[] => {
    const worker = workers.find(({ gridId }) => gridId === id)
    if (layer !== 'community' || !own.startsWith(areaCode) || worker === undefined) return []
    return [{ gridCode: code, workerId: worker.id, name: worker.name, phone: worker.phone, task }]
  })
}
