import type { FastifyInstance } from 'fastify'
import { inScope, type Identity } from '../auth/identity.ts'
import type { LimitRuleBody } from '../contract/api/clocks.ts'
import { badInput } from '../errors.ts'
import { limitText } from '../contract/limit-text.ts'
import { limitField } from './limit-field.ts'
import { loosened } from './limit-rules.ts'
import type { NewLimitRule } from './rule-repository.ts'

/** From when a rule is that does not say so: always. */
const BEGINNING = '2000-01-01T00:00:00.000Z'

/**
 * The rule that a body means; `id` is of the one that it replaces, 0 where it is new. Throws 400 naming the field, and
 * both rules where it is looser than one above it.
 */
export function understandRule(
  app: FastifyInstance, body: LimitRuleBody, identity: Identity, id: number,
): NewLimitRule {
  const { city } = app
  const { sets, rules, rate } = app.clocks.rules()
  const { setCode = 'local', categoryPrefix = '', areaPrefix = '', validTo = null } = body
  const limit = limitField('limit', body.limit)
  if (limit.amount === 0) throw badInput('limit', body.limit, 'some time, such as 4工作时 or 1工作日')
  if (!sets.some(({ code }) => code === setCode)) {
    throw badInput('setCode', setCode, `one of ${sets.map(({ code }) => code).join(', ')}`)
  }
  if (![...city.categoryByCode.keys()].some((code) => code.startsWith(categoryPrefix))) {
    throw badInput('categoryPrefix', categoryPrefix, 'the beginning of a category code')
  }
  if (areaPrefix !== '' && !city.areaByCode.has(areaPrefix)) {
    throw badInput('areaPrefix', areaPrefix, 'the code of an area')
  }
  if (!inScope(identity, areaPrefix || city.record.code)) {
    throw badInput('areaPrefix', areaPrefix, `an area within your scope ${identity.scopeCode}`)
  }
  const validFrom = new Date(body.validFrom ?? BEGINNING).toISOString()
  if (validTo !== null && Date.parse(validTo) <= Date.parse(validFrom)) {
    throw badInput('validTo', validTo, `a time after ${validFrom}`)
  }
  const rule: NewLimitRule = {
    setCode, categoryPrefix, areaPrefix, stage: body.stage, ...limit, countedFrom: body.countedFrom ?? 'filing',
    source: body.source, validFrom, validTo: validTo === null ? null : new Date(validTo).toISOString(),
  }
  const on = new Set([setCode, ...sets.filter(({ enabled }) => enabled).map(({ code }) => code)])
  const above = loosened({ ...rule, id }, rules.filter((one) => on.has(one.setCode)), rate.calendar)
  if (above !== undefined) {
    const expected = `no longer than ${limitText(above)}, which rule ${above.id} (${placeOf(above)}) sets above ` +
      `this one (${placeOf(rule)}): rules below may only tighten`
    throw badInput('limit', body.limit, expected)
  }
  return rule
}

function placeOf({ stage, categoryPrefix, areaPrefix }: NewLimitRule): string {
  return `${stage}, category ${categoryPrefix || 'any'}, area ${areaPrefix || 'any'}`
}
