import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { FlowTemplate, FlowTemplateBody } from '../contract/api/case-steps.ts'
import type { FlowOutline } from '../contract/api/flow-outline.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { outlineOf } from './flow-outline.ts'
import { faultOf, STATUS_AFTER } from './flow/flow-template.ts'
import { countUnfinishedAt, findTemplate, insertTemplate, updateTemplate } from './template-repository.ts'

const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 32 }) })

/** The templates of the main line, as data: read by everybody, written by administrators of the whole city. */
export const templateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, cases } = app
  const readers = ['admin', 'duty', 'leader', 'unit', 'worker', 'wall'] as const
  const wholeCity = wholeCityOnly(app)

  app.get(
    '/api/flow-templates',
    { config: { allow: [...readers] } },
    async (): Promise<FlowTemplate[]> => [...cases.templates().values()],
  )

  app.get(
    '/api/flow-outlines',
    { config: { allow: [...readers] } },
    async (): Promise<FlowOutline[]> => [...cases.templates().values()].map(outlineOf),
  )

  app.get(
    '/api/flow-templates/:code',
    { config: { allow: [...readers] }, schema: { params: CodeParams } },
    async ({ params }): Promise<FlowTemplate> => {
      const template = cases.templates().get(params.code)
      if (template === undefined) throw notFound('template', params.code)
      return template
    },
  )

  app.post(
    '/api/flow-templates',
    { config: { allow: ['admin'] }, preHandler: wholeCity, schema: { body: FlowTemplate } },
    async ({ body, identity }, reply): Promise<FlowTemplate> => {
      checkSteps(body)
      await database.transaction(async (transaction) => {
        if (!(await insertTemplate(transaction, body))) {
          throw conflict('TEMPLATE_EXISTS', `There is a template ${body.code} already: change that one.`)
        }
        await writeAudit(transaction, actorOf(identity), 'create-template', `template:${body.code}`, body)
      })
      await cases.reloadTemplates()
      return reply.code(201).send(body)
    },
  )

  app.put(
    '/api/flow-templates/:code',
    { config: { allow: ['admin'] }, preHandler: wholeCity, schema: { params: CodeParams, body: FlowTemplateBody } },
    async ({ params, body, identity }): Promise<FlowTemplate> => {
      checkSteps(body)
      const template = { ...body, code: params.code }
      await database.transaction(async (transaction) => {
        const before = await findTemplate(transaction, params.code)
        if (before === null) throw notFound('template', params.code)
        await refuseToStrand(transaction, before, template)
        await updateTemplate(transaction, template)
        const change = { before, after: body }
        await writeAudit(transaction, actorOf(identity), 'change-template', `template:${params.code}`, change)
      })
      await cases.reloadTemplates()
      return template
    },
  )
}

function checkSteps({ steps }: FlowTemplateBody): void {
  const fault = faultOf(steps)
  if (fault !== undefined) throw badInput('steps', steps.map(({ step }) => step).join(', '), fault)
}

/** Throws 409 where unfinished cases stand at a step that goes: nobody would know whose they are. */
async function refuseToStrand(transaction: Queryable, before: FlowTemplate, after: FlowTemplate): Promise<void> {
  for (const { step, name } of before.steps) {
    if (after.steps.some((one) => one.step === step)) continue
    const count = await countUnfinishedAt(transaction, before.code, STATUS_AFTER[step])
    if (count > 0) {
      throw conflict(
        'TEMPLATE_IN_USE', `The step ${step} (${name}) cannot go: ${count} unfinished cases of ${before.code} stand at it.`,
      )
    }
  }
}
