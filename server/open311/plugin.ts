import fastifyPlugin from 'fastify-plugin'
import { submissionFollower } from './submission-follower.ts'

/** Open311: what its requests say beside a case is kept with it. */
export const open311Plugin = fastifyPlugin(
  async (app) => {
    app.cases.follow(submissionFollower)
  },
  { name: 'open311', dependencies: ['cases'] },
)
