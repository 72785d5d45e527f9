import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'

const repository = join(import.meta.dirname, '../..')

/** Within the repository, so that packages are found from there. */
const cache = join(repository, 'node_modules/.cache/gridwall')

/** The product in a few files of JavaScript. */
export interface ServerBundle {
  /** Takes the arguments of server/server.ts. */
  script: string
  remove(): Promise<void>
}

/**
 * Bundles the product for a test that starts it over and over: to read its hundreds of sources one by one takes longer
 * than all the rest of a start. The sources are the same; its threads are started from them as ever.
 */
export async function bundleServer(): Promise<ServerBundle> {
  await mkdir(cache, { recursive: true })
  const outDir = await mkdtemp(join(cache, 'server-'))
  const remove = () => rm(outDir, { recursive: true })
  await build({
    configFile: false,
    root: repository,
    logLevel: 'warn',
    plugins: [sourcesStayWhereTheyAre],
    ssr: { noExternal: ['typebox', '@fastify/type-provider-typebox'] },
    build: {
      ssr: 'server/server.ts',
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'server.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  }).catch(async (error: unknown) => {
    await remove()
    throw error
  })
  return { script: join(outDir, 'server.mjs'), remove }
}

/** A module that looks for files beside its source is told where that is. */
const sourcesStayWhereTheyAre: Plugin = {
  name: 'sources-stay-where-they-are',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(repository) || id.includes('/node_modules/')) return null
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
  },
}
