import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { LINE_STEPS, SIDE_STEPS, StepBody } from '../contract/api/case-steps.ts'
import type { CaseSummary } from '../contract/api/cases.ts'
import { readPhoto } from './photo.ts'
import { prepareStep } from './prepare-step.ts'
import { takerOf } from './taker-of.ts'

const StepParams = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  step: Type.Enum([...LINE_STEPS, ...SIDE_STEPS]),
})

/** Every step of a case's life by one address; which are open says `GET /api/cases/:id`, and a 409 for one that is not. */
export const stepRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/api/cases/:id/steps/:step',
    {
      config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker', 'device'] },
      schema: { params: StepParams, body: StepBody },
    },
    async ({ params, body, identity }): Promise<CaseSummary> => {
      const { version, key, madeAgoMs, photos = [], ...rest } = body
      const { input, parts } = await prepareStep(app, params.id, params.step, rest, identity)
      const { summary } = await app.cases.take({
        caseId: params.id, step: params.step, input, taker: takerOf(identity), atMs: app.now(), version, key,
        madeAgoMs, photos: photos.map(readPhoto), parts,
      })
      return summary
    },
  )
}
