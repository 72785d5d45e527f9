import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import { takeDirectory } from '../../server/db/embedded/data-directory-lock.ts'
import { hashSources } from '../../server/start/hash-sources.ts'

const repository = join(import.meta.dirname, '../..')

/** Within the repository, so that packages are found from there. */
const bundles = join(repository, 'node_modules/.cache/gridwall/bundles')

/** The programs, and the threads that they start. */
const PROGRAMS = { server: 'server/server.ts', simulate: 'geodata/field/simulate.ts' }
const THREADS = {
  'postgres-worker': 'server/db/embedded/postgres-worker.ts',
  'index-thread': 'server/grids/build/index-thread.ts',
  'tile-thread': 'server/tiles/tile-thread.ts',
}

/** The product in a few files of JavaScript. */
export interface ServerBundle {
  /** Takes the arguments of server/server.ts. */
  server: string
  /** Takes the arguments of geodata/field/simulate.ts. */
  simulate: string
}

/**
 * Bundles the product for tests that start it over and over: to read its hundreds of sources one by one takes longer
 * than all the rest of a start. The sources are the same. It is made once for each state of them; where another test is
 * at it, this waits for that one.
 */
export async function bundleServer(): Promise<ServerBundle> {
  const key = await hashSources(['server', 'geodata', 'package-lock.json', 'tests/support/bundle-server.ts'])
  const outDir = join(bundles, key.slice(0, 16))
  const stamp = join(outDir, 'complete')
  await mkdir(bundles, { recursive: true })
  const giveBack = await takeDirectory(bundles, AbortSignal.timeout(240_000))
  try {
    const isComplete = await readFile(stamp).then(() => true, () => false)
    if (!isComplete) {
      await rm(outDir, { recursive: true, force: true })
      await bundleInto(outDir)
      await writeFile(stamp, '')
    }
  } finally {
    giveBack()
  }
  return { server: join(outDir, 'server.mjs'), simulate: join(outDir, 'simulate.mjs') }
}

async function bundleInto(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: repository,
    logLevel: 'warn',
    plugins: [sourcesStayWhereTheyAre(outDir)],
    ssr: { noExternal: ['typebox', '@fastify/type-provider-typebox'] },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { ...PROGRAMS, ...THREADS },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
}

/** A module that looks for files beside its source is told where that is, and threads are started from the bundle. */
function sourcesStayWhereTheyAre(outDir: string): Plugin {
  return {
    name: 'sources-stay-where-they-are',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(repository) || id.includes('/node_modules/')) return null
      return code
        .replaceAll(/new URL\('\.\/([\w-]+)-entry\.mjs', import\.meta\.url\)/g, (_whole, thread: string) =>
          `new URL(${JSON.stringify(pathToFileURL(join(outDir, `${thread}.mjs`)).href)})`)
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
    },
  }
}
