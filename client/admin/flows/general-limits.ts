import type { LimitRule, LimitRules, LimitStage } from '../../../server/contract/api/clocks.ts'

/** The rules that count for every case of the city at this moment, by stage: of no category and no area alone. */
export function generalLimits({ sets, rules }: LimitRules, nowMs: number): ReadonlyMap<LimitStage, LimitRule[]> {
  const enabled = new Set(sets.filter((set) => set.enabled).map(({ code }) => code))
  const general = rules.filter(({ setCode, categoryPrefix, areaPrefix, validFrom, validTo, outdoneBy }) =>
    enabled.has(setCode) && categoryPrefix === '' && areaPrefix === '' && outdoneBy === null
    && Date.parse(validFrom) <= nowMs && (validTo === null || nowMs < Date.parse(validTo)))
  const byStage = new Map<LimitStage, LimitRule[]>()
  for (const rule of general) byStage.set(rule.stage, [...(byStage.get(rule.stage) ?? []), rule])
  return byStage
}
