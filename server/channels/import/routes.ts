import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { storable } from '../../../geodata/import/storable-text.ts'
import { writeAudit } from '../../auth/audit.ts'
import { actorOf } from '../../auth/identity.ts'
import { takerOf } from '../../cases/taker-of.ts'
import {
  CaseImportQuery, type CaseImportPreview, type CaseImportRecord, type CaseImportReply,
} from '../../contract/api/channels.ts'
import { badInput, notFound } from '../../errors.ts'
import { takeRecords } from '../take-records.ts'
import { findResults, insertImport, listImports } from './import-repository.ts'
import { planImport } from './plan-import.ts'
import { resultCsv } from './result-csv.ts'

const MOST_BYTES = 20 * 1024 * 1024
const LISTED = 50
const SHOWN_ERRORS = 200
const SHOWN_CASES = 5
const DEFAULT_CHANNEL = 'import'
const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Tables of cases: looked at first, then reported row by row like any other case. The file is the body of both. */
export const caseImportRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const config = { allow: ['admin', 'duty'] as const }
  const schema = { querystring: CaseImportQuery }

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  function bytesOf(body: unknown): Buffer {
    if (Buffer.isBuffer(body) && body.length > 0) return body
    throw badInput('body', '', 'the bytes of the file')
  }

  app.post(
    '/api/case-imports/preview',
    { config, bodyLimit: MOST_BYTES, schema },
    async ({ body, query }): Promise<CaseImportPreview> => {
      const { rows, ...plan } = await planImport(app, bytesOf(body), query)
      const errors = rows.flatMap(({ row, read }) =>
        read.type === 'refused' ? [{ row, externalNumber: read.externalNumber, reasons: read.reasons }] : [])
      const cases = rows.flatMap(({ read }) => (read.type === 'case' ? [read.case] : []))
      return {
        ...plan, rows: rows.length, readable: cases.length,
        errors: errors.slice(0, SHOWN_ERRORS), examples: cases.slice(0, SHOWN_CASES),
      }
    },
  )

  app.post(
    '/api/case-imports',
    { config, bodyLimit: MOST_BYTES, schema },
    async ({ body, query, identity }, reply): Promise<CaseImportReply> => {
      const { rows, missing } = await planImport(app, bytesOf(body), query)
      if (missing.length > 0) throw badInput('mapping', undefined, `a column for ${missing.join(', ')}`)
      const channel = query.channel ?? DEFAULT_CHANNEL
      const open = app.city.record.channels.filter(({ enabled }) => enabled).map(({ code }) => code)
      if (!open.includes(channel)) throw badInput('channel', channel, `one of ${open.join(', ')}`)
      const sender = { channel, actor: takerOf(identity).actor, scopeCode: identity.scopeCode }
      const taken = await takeRecords(app, rows.map(({ read }) => read), sender)
      const results = taken.map(({ status, externalNumber, number, reasons }, index) => ({
        row: rows[index].row, status, number,
        externalNumber: externalNumber && storable(externalNumber), reason: storable(reasons.join(' ')),
      }))
      const count = (status: string): number => taken.filter((one) => one.status === status).length
      const counts = { created: count('created'), known: count('known'), refused: count('rejected') }
      const importedAt = new Date(app.now()).toISOString()
      const facts = { file: query.name, channel, importedAt, importedBy: actorOf(identity), ...counts }
      const id = await insertImport(database, { ...facts, scopeCode: identity.scopeCode, results })
      const detail = { file: query.name, ...counts }
      await writeAudit(database, actorOf(identity), 'import-cases', `case-import:${id}`, detail)
      const refusals = results.filter(({ status }) => status === 'rejected').slice(0, SHOWN_ERRORS)
      return reply.code(201).send({ id, ...facts, refusals })
    },
  )

  app.get('/api/case-imports', { config }, async ({ identity }): Promise<CaseImportRecord[]> =>
    listImports(database, identity.scopeCode, LISTED),
  )

  app.get(
    '/api/case-imports/:id/result.csv',
    { config, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      const results = await findResults(database, id, identity.scopeCode)
      if (results === null) throw notFound('import of cases', id)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="case-import-${id}.csv"`)
        .send(resultCsv(results))
    },
  )
}
