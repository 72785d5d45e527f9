import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope, isWholeCityAdmin, type Identity } from '../auth/identity.ts'
import { categoriesUnder, categoryPathOf } from '../cases/category-tree.ts'
import { nearestAbove, unitFor } from '../cases/unit-for.ts'
import {
  DutyRulesQuery, EndRuleBody, NewDutyRule, ResolveQuery, type DutyRuleRecord, type ResolveReply,
} from '../contract/api/catalogue.ts'
import { badInput, conflict, notAllowed, notFound } from '../errors.ts'
import { addDutyRule, endDutyRule, findDutyRule, listDutyRules } from './duty-repository.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })

/** The rules of the catalogue 法定拍. They are never deleted: who decided a case stays known, so a rule ends. */
export const dutyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/duty-rules',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: DutyRulesQuery } },
    async ({ query: { category }, identity }): Promise<DutyRuleRecord[]> => {
      const rules = await listDutyRules(database, category === undefined ? null : around(category))
      return rules.filter((rule) => concerns(identity, rule))
    },
  )

  app.get(
    '/api/duty-rules/resolve',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: ResolveQuery } },
    async ({ query: { category, area, at }, identity }): Promise<ResolveReply> => {
      const { categoryByCode, unitsByKind, unitById } = app.city
      const entry = categoryByCode.get(category)
      if (entry === undefined) throw badInput('category', category, 'a code of the catalogue')
      if (!inScope(identity, area)) throw badInput('area', area, `an area or grid within ${identity.scopeCode}`)
      const rule = app.catalogue.resolveDuty(category, area, at === undefined ? app.now() : Date.parse(at))
      const ofKind = (kind: string) => nearestAbove(unitsByKind.get(kind) ?? [], area)
      const named = rule === null
        ? null
        : rule.unitId === null ? ofKind(rule.unitKind!) : (unitById.get(rule.unitId) ?? null)
      const unit = named ?? unitFor(entry.unitKind, area, unitsByKind)
      const assists = rule === null
        ? []
        : [...rule.assistUnitIds, ...rule.assistUnitKinds.flatMap((kind) => ofKind(kind)?.id ?? [])]
      return {
        rule: rule === null ? null : await findDutyRule(database, rule.id),
        unitId: unit?.id ?? null,
        assistUnitIds: [...new Set(assists)].filter((id) => id !== unit?.id),
      }
    },
  )

  app.post(
    '/api/duty-rules',
    { config: { allow: ['admin'] }, schema: { body: NewDutyRule } },
    async ({ body, identity }, reply): Promise<DutyRuleRecord> => {
      const nowMs = app.now()
      const validFrom = body.validFrom ?? new Date(nowMs).toISOString()
      check(body, validFrom, identity)
      const actor = actorOf(identity)
      const rule = await database.transaction(async (transaction) => {
        const added = await addDutyRule(
          transaction, { ...body, validFrom }, { provenance: 'rule', consultationId: null, actor, atMs: nowMs },
        )
        await writeAudit(transaction, actor, 'add-duty-rule', String(added.id), body)
        return added
      })
      await app.catalogue.reloadDuties()
      return reply.code(201).send(rule)
    },
  )

  app.post(
    '/api/duty-rules/:id/end',
    { config: { allow: ['admin'] }, schema: { params: IdParams, body: EndRuleBody } },
    async ({ params: { id }, body: { at }, identity }): Promise<DutyRuleRecord> => {
      const rule = await findDutyRule(database, id)
      if (rule === null || !concerns(identity, rule)) throw notFound('duty rule', id)
      if (rule.validTo !== null && Date.parse(rule.validTo) <= app.now()) {
        throw conflict('RULE_ENDED', `Rule ${id} has ended at ${rule.validTo}: what was decided by then stays.`)
      }
      if (!rules(identity, rule.area)) throw notAllowed(`rule ${id} is for areas beyond yours, ${identity.scopeCode}`)
      const ended = await database.transaction(async (transaction) => {
        await writeAudit(transaction, actorOf(identity), 'end-duty-rule', String(id), { at })
        return endDutyRule(transaction, id, at === undefined ? app.now() : Date.parse(at))
      })
      await app.catalogue.reloadDuties()
      return ended
    },
  )

  /** Rules are made for one's own area; for everywhere by whoever administers the whole city. */
  function rules(identity: Identity, area: string): boolean {
    const { code } = app.city.record
    return inScope(identity, area) || (isWholeCityAdmin(identity, code) && code.startsWith(area))
  }

  /** A category, all above it and all below it. */
  function around(code: string): string[] {
    const { categoryByCode } = app.city
    if (!categoryByCode.has(code)) throw badInput('category', code, 'a code of the catalogue')
    return [...new Set([...categoryPathOf(code, categoryByCode), ...categoriesUnder(code, categoryByCode)])]
  }

  function check(rule: NewDutyRule, validFrom: string, identity: Identity): void {
    const { categoryByCode, areaByCode, unitById, unitsByKind } = app.city
    const { category, area = '', unitId, unitKind, assistUnitIds = [], assistUnitKinds = [], validTo } = rule
    if (!categoryByCode.has(category)) throw badInput('category', category, 'a code of the catalogue')
    if (!rules(identity, area)) throw badInput('area', area, `the code of an area or grid within ${identity.scopeCode}`)
    const isKnown = area === '' || [...areaByCode.keys()].some((code) => code === area || area.startsWith(code))
    if (!isKnown) throw badInput('area', area, 'the code of an area or of a grid in one, or nothing for everywhere')
    if ((unitId === undefined) === (unitKind === undefined)) {
      throw badInput('unitId', unitId, 'either unitId or unitKind, which say who handles')
    }
    for (const [field, id] of [['unitId', unitId], ...assistUnitIds.map((id) => ['assistUnitIds', id])] as const) {
      if (id !== undefined && !unitById.has(id as number)) throw badInput(field as string, id, 'the id of a unit')
    }
    const kinds = [['unitKind', unitKind], ...assistUnitKinds.map((kind) => ['assistUnitKinds', kind])] as const
    for (const [field, kind] of kinds) {
      if (kind !== undefined && !unitsByKind.has(kind)) {
        throw badInput(field!, kind, `a kind of unit: ${[...unitsByKind.keys()].slice(0, 12).join(', ')} …`)
      }
    }
    if (validTo !== undefined && Date.parse(validTo) <= Date.parse(validFrom)) {
      throw badInput('validTo', validTo, `a time after validFrom, ${validFrom}`)
    }
  }
}

/** Whether a rule decides anything in somebody's area. */
function concerns(identity: Identity, { area }: DutyRuleRecord): boolean {
  return inScope(identity, area) || identity.scopeCode.startsWith(area)
}
