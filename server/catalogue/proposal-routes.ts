import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope, type Identity } from '../auth/identity.ts'
import {
  AcceptProposalBody, ProposalsQuery, RejectProposalBody, type CatalogueProposal, type DutyRuleRecord,
} from '../contract/api/catalogue.ts'
import { conflict, notFound } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import { addDutyRule } from './duty-repository.ts'
import { proposeDuties } from './propose-duties.ts'
import {
  consultationOfCases, decideProposal, listProposals, readRulings, setRuleOfProposal, writeProposals,
} from './proposal-repository.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })

/** 月研判、月确责: what was agreed on or decided in a month, to be taken into the catalogue with one click. */
export const proposalRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const cityTime = createCityTime(app.config.timeZone)

  app.get(
    '/api/catalogue/proposals',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: ProposalsQuery } },
    async ({ query: { month }, identity }): Promise<CatalogueProposal[]> => {
      const { areaByCode, unitById } = app.city
      const [year, number] = month.split('-').map(Number)
      const fromMs = cityTime.toUtc(Date.UTC(year, number - 1))
      const toMs = cityTime.toUtc(Date.UTC(year, number))
      return database.transaction(async (transaction) => {
        const rulings = await readRulings(transaction, fromMs, toMs)
        await writeProposals(transaction, month, proposeDuties(rulings, areaByCode, unitById))
        return listProposals(transaction, { scopeCode: identity.scopeCode, month })
      })
    },
  )

  app.post(
    '/api/catalogue/proposals/:id/accept',
    { config: { allow: ['admin', 'leader'] }, schema: { params: IdParams, body: AcceptProposalBody } },
    async ({ params: { id }, body: { validFrom, express = false }, identity }, reply): Promise<DutyRuleRecord> => {
      const proposal = await proposalOf(id, identity)
      const { category, area, unitId, assistUnitIds, provenance, caseIds, month } = proposal
      const by = actorOf(identity)
      const atMs = app.now()
      const rule = await database.transaction(async (transaction) => {
        if (!(await decideProposal(transaction, id, { state: 'accepted', atMs, by }))) throw decided(proposal)
        const consultationId = await consultationOfCases(transaction, caseIds)
        const added = await addDutyRule(
          transaction,
          {
            category, area, unitId, assistUnitIds, express, note: month,
            validFrom: validFrom ?? new Date(atMs).toISOString(),
          },
          { provenance, consultationId, actor: by, atMs },
        )
        await setRuleOfProposal(transaction, id, added.id)
        await writeAudit(transaction, by, 'accept-catalogue-proposal', String(id), { rule: added.id })
        return added
      })
      await app.catalogue.reloadDuties()
      return reply.code(201).send(rule)
    },
  )

  app.post(
    '/api/catalogue/proposals/:id/reject',
    { config: { allow: ['admin', 'leader'] }, schema: { params: IdParams, body: RejectProposalBody } },
    async ({ params: { id }, body: { reason }, identity }): Promise<CatalogueProposal> => {
      const proposal = await proposalOf(id, identity)
      const by = actorOf(identity)
      await database.transaction(async (transaction) => {
        const isDone = await decideProposal(transaction, id, { state: 'rejected', atMs: app.now(), by, reason })
        if (!isDone) throw decided(proposal)
        await writeAudit(transaction, by, 'reject-catalogue-proposal', String(id), { reason })
      })
      return proposalOf(id, identity)
    },
  )

  async function proposalOf(id: number, identity: Identity): Promise<CatalogueProposal> {
    const [found] = await listProposals(database, { scopeCode: identity.scopeCode, id })
    if (found === undefined || !inScope(identity, found.area)) throw notFound('proposal', id)
    return found
  }
}

function decided({ id, state, decidedBy }: CatalogueProposal) {
  const how = state === 'proposed' ? 'decided by another just now' : `${state}, by ${decidedBy}`
  return conflict('PROPOSAL_DECIDED', `Proposal ${id} is ${how}: what was decided stays.`)
}
