import fastifyPlugin from 'fastify-plugin'
import { readVersionInForce } from '../boundaries/versions.ts'
import { buildVersionIndex } from './build/build-version-index.ts'
import type { GridIndex } from './grid-index.ts'

declare module 'fastify' {
  interface FastifyInstance {
    grids: {
      /** The index of the version in force. Immutable: take it once for each answer and hold on to it. */
      current(): GridIndex
      /** Puts another index in its place, for whoever switches versions. */
      replace(index: GridIndex): void
    }
  }
}

/** Builds the point-in-grid index of the version in force. */
export const gridsPlugin = fastifyPlugin(
  async (app) => {
    const versionId = await readVersionInForce(app.database)
    if (versionId === null) throw new Error('The database holds no version of the grids that is in force.')
    let index = await buildVersionIndex(app.database, versionId)
    app.decorate('grids', {
      current: () => index,
      replace(next: GridIndex) {
        index = next
      },
    })
  },
  { name: 'grids', dependencies: ['database'] },
)
