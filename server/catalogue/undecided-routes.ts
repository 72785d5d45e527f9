import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from '../cases/case-summary.ts'
import type { CaseSummary } from '../contract/api/cases.ts'

const MOST = 500

/** 未定责: cases that wait for somebody to find out whose they are. */
export const undecidedRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/catalogue/undecided',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async ({ identity }): Promise<CaseSummary[]> => {
      const { rows } = await app.database.query<CaseSummaryRow>(
        `select ${caseSummaryColumns} from cases
          where area_code like $1 || '%' and status in ('reported', 'verifying', 'registered')
            and (unit_id is null or provenance = 'fallback')
          order by id desc limit ${MOST}`,
        [identity.scopeCode],
      )
      return rows.map(toCaseSummary)
    },
  )
}
