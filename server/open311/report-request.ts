import type { FastifyInstance } from 'fastify'
import { isItem } from '../cases/category-tree.ts'
import { understandReport } from '../cases/report-case.ts'
import { reportContext } from '../cases/report-context.ts'
import { findKnownCases } from '../channels/known-cases.ts'
import { badInput, notAllowed, ReplyError } from '../errors.ts'
import { readAttributes } from './attribute-repository.ts'
import { type Form, valueOf } from './form.ts'
import { findKeyHolder, type KeyHolder } from './key-repository.ts'
import { unknownName } from './open311-error.ts'
import { agencyOf, noticeOf } from './request-record.ts'
import type { Locale } from './services.ts'
import { OPEN311_CHANNEL, readSubmission } from './submission.ts'

/**
 * Reports the case of a form; answers once it is committed. What a client has sent before under the same
 * client_request_id is that case. Throws 403 for a key that is none, 404 for a service that is none, 400 for the rest.
 */
export async function reportRequest(app: FastifyInstance, form: Form, locale: Locale): Promise<object> {
  const holder = await holderOf(app, valueOf(form, 'api_key'))
  const code = valueOf(form, 'service_code')
  if (code === undefined) throw badInput('service_code', undefined, 'the code of a service')
  if (!isItem(code, app.city.categoryByCode)) throw unknownName('service_code', code)
  const attributes = await readAttributes(app.database, code)
  const { body, submission } = readSubmission(form, app.city.categoryByCode.get(code)!, attributes, holder)
  const known = await knownNumber(app, body.externalNumber)
  if (known !== null) return answer(known, null)

  const actor = { type: 'citizen', id: null, name: `Open311 ${holder.label}` } as const
  const reporter = { actor, scopeCode: holder.scopeCode }
  const understood = await understandReport(body, reporter, app.now(), reportContext(app)).catch(inOurNames)
  const summary = await app.cases.report({ ...understood, submission })
  // the same was sent twice at once: the other one made the case
  if (summary === null) return answer((await knownNumber(app, body.externalNumber))!, null)
  return answer(summary.number, noticeOf(agencyOf(summary.unitId, app.city, locale), locale))

  function answer(number: string, notice: string | null): object {
    return { service_request_id: number, service_notice: notice, account_id: valueOf(form, 'account_id') ?? null }
  }
}

/** Throws an error again, about a place by the names that the standard has for its parts. */
function inOurNames(error: unknown): never {
  if (!(error instanceof ReplyError) || error.detail.field !== 'lng, lat') throw error
  const { value, expected } = error.detail
  throw badInput('lat, long', String(value).split(', ').reverse().join(', '), expected!)
}

async function holderOf({ database }: FastifyInstance, key: string | undefined): Promise<KeyHolder> {
  const holder = key === undefined ? null : await findKeyHolder(database, key)
  if (holder === null) {
    throw notAllowed(key === undefined ? 'api_key is missing' : 'this api_key is unknown or was disabled')
  }
  return holder
}

async function knownNumber({ database }: FastifyInstance, externalNumber: string | undefined): Promise<string | null> {
  if (externalNumber === undefined) return null
  const known = await findKnownCases(database, OPEN311_CHANNEL, [externalNumber])
  return known.get(externalNumber)?.number ?? null
}
