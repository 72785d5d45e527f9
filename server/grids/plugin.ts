import fastifyPlugin from 'fastify-plugin'
import { buildGridIndex, type GridIndex } from './locate.ts'
import { readGrids } from './repository.ts'

declare module 'fastify' {
  interface FastifyInstance {
    grids: {
      /** The index of the version in force. Immutable: hold on to it for as long as one answer takes. */
      current(): GridIndex
    }
  }
}

/** Builds the point-in-grid index of the version in force, once at start. */
export const gridsPlugin = fastifyPlugin(
  async (app) => {
    const { grids, areas, versionId } = await readGrids(app.database)
    const index = buildGridIndex(grids, areas, versionId)
    app.decorate('grids', { current: () => index })
  },
  { name: 'grids', dependencies: ['database'] },
)
