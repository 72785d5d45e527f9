import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { categoryPathOf, itemsOf } from '../cases/category-tree.ts'
import {
  CatalogueImportBody, CatalogueQuery, type CatalogueEntry, type CatalogueHit, type CatalogueImportReply,
  type CatalogueSummary,
} from '../contract/api/catalogue.ts'
import { notFound } from '../errors.ts'
import { type CityFacts, readCityFacts } from '../org/city-facts.ts'
import type { CatalogueRow } from './catalogue-columns.ts'
import { readCatalogue, readRuleExamples, writeCatalogue } from './catalogue-repository.ts'
import { readCatalogueCsv } from './read-catalogue-csv.ts'
import { isValidAt } from './resolve-duty.ts'
import { type Findable, searchCatalogue } from './search-catalogue.ts'
import { writeCatalogueCsv } from './write-catalogue-csv.ts'

const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 32 }) })
const DEFAULT_HITS = 20
const LEVELS = [1, 2, 3, 4] as const

/** The catalogue of what cases are about: how large it is, searched, as a table in and out. */
export const catalogueRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const readers = { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker'] as const } }

  app.get('/api/catalogue', readers, async (): Promise<CatalogueSummary> => {
    const rows = await readCatalogue(database)
    const { categoryByCode, duties } = app.city
    const nowMs = app.now()
    const rules = [...duties.values()].flatMap((byArea) => [...byArea.values()].flat())
    return {
      levels: LEVELS.map((level) => rows.filter((row) => row.level === level).length),
      leaves: itemsOf(categoryByCode).length,
      transcribed: rows.filter(({ source }) => source === 'transcription').length,
      rulesInForce: rules.filter((rule) => isValidAt(rule, nowMs)).length,
      autoDispatch: app.catalogue.autoDispatch,
    }
  })

  // what can be found stays the same as long as the city does
  const found = new WeakMap<CityFacts, Promise<Findable[]>>()

  app.get(
    '/api/catalogue/search',
    { ...readers, schema: { querystring: CatalogueQuery } },
    async ({ query: { q, limit } }): Promise<CatalogueHit[]> => {
      const { city } = app
      let entries = found.get(city)
      if (entries === undefined) {
        entries = readFindables(city)
        found.set(city, entries)
        entries.catch(() => found.delete(city))
      }
      return searchCatalogue(await entries, q, limit ?? DEFAULT_HITS)
    },
  )

  app.get(
    '/api/catalogue/categories/:code',
    { ...readers, schema: { params: CodeParams } },
    async ({ params: { code } }): Promise<CatalogueEntry> => {
      const entry = (await readCatalogue(database)).find((row) => row.code === code)
      if (entry === undefined) throw notFound('category', code)
      return entry
    },
  )

  app.get('/api/catalogue/export.csv', { config: { allow: ['admin', 'duty', 'leader'] } }, async (_, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="catalogue.csv"`)
      .send(writeCatalogueCsv(await readCatalogue(database))))

  app.post(
    '/api/catalogue/import',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: CatalogueImportBody } },
    async ({ body: { csv, dryRun = false }, identity }): Promise<CatalogueImportReply> => {
      const outcome = await database.transaction(async (transaction) => {
        // two tables at once would each be checked against a catalogue that the other changes
        await transaction.query(`select pg_advisory_xact_lock(hashtext('catalogue import'))`)
        const known = new Map((await readCatalogue(transaction)).map((row) => [row.code, row]))
        const kinds = new Set([...app.city.unitsByKind.keys(), ...[...known.values()].map(({ unitKind }) => unitKind)])
        const { rows, faults } = readCatalogueCsv(csv, known, kinds)
        const fresh = rows.filter(({ row }) => !known.has(row.code))
        const other = rows.filter(({ row }) => known.has(row.code) && !isSame(row, known.get(row.code)!))
        const applied = !dryRun && faults.length === 0
        if (applied) {
          await writeCatalogue(transaction, [...fresh, ...other].map(({ row }) => row))
          const detail = { added: fresh.length, changed: other.length }
          await writeAudit(transaction, actorOf(identity), 'import-catalogue', `${rows.length} rows`, detail)
        }
        const counts = { rows: rows.length, added: fresh.length, changed: other.length }
        return { applied, ...counts, unchanged: rows.length - fresh.length - other.length, faults }
      })
      if (outcome.applied) app.replaceCity(await readCityFacts(database, app.config.timeZone))
      return outcome
    },
  )

  async function readFindables({ categoryByCode }: CityFacts): Promise<Findable[]> {
    const rowByCode = new Map((await readCatalogue(database)).map((row) => [row.code, row]))
    const ofRules = new Map<string, string[]>()
    for (const { code, examples } of await readRuleExamples(database, new Date(app.now()))) {
      ofRules.set(code, [...(ofRules.get(code) ?? []), ...examples])
    }
    return itemsOf(categoryByCode).map(({ code, name, nameEn }) => {
      const path = categoryPathOf(code, categoryByCode).slice(1).reverse().map((above) => {
        const category = categoryByCode.get(above)!
        return { code: above, name: category.name, nameEn: category.nameEn }
      })
      const row = rowByCode.get(code)
      const examples = [...(row?.examples ?? []), ...(ofRules.get(code) ?? [])]
      return { code, name, nameEn, path, examples, source: row?.source ?? 'own' }
    })
  }
}

function isSame(a: CatalogueRow, b: CatalogueRow): boolean {
  const keys = Object.keys(a) as (keyof CatalogueRow)[]
  return keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]))
}
