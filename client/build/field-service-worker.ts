import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { build, type Plugin, type Rollup } from 'vite'

const PAGE = '/field/field-page.tsx'
const WORKER = 'field-sw.js'
/** What the page needs that no chunk names. */
const PUBLIC = ['/favicon.svg', '/field.webmanifest', '/field-icon.svg', '/field-icon-192.png', '/field-icon-512.png']

/** Builds the service worker of the field's page beside the client, as one file that knows what the page is made of. */
export function fieldServiceWorker(): Plugin {
  let shell: string[] = []
  let root = ''
  let outDir = ''
  return {
    name: 'field-service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root
      outDir = resolve(config.root, config.build.outDir)
    },
    generateBundle(_options, bundle) {
      shell = [...filesOf(bundle), ...PUBLIC].sort()
    },
    async writeBundle() {
      const version = createHash('sha256').update(shell.join()).digest('hex').slice(0, 12)
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: { FIELD_SHELL: JSON.stringify(shell), FIELD_VERSION: JSON.stringify(version) },
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            entry: join(root, 'field/service-worker.ts'), formats: ['iife'], name: 'fieldWorker',
            fileName: () => WORKER,
          },
        },
      })
    },
  }
}

/** The addresses of the chunks and sheets that the page loads, its entry's included. */
function filesOf(bundle: Rollup.OutputBundle): Set<string> {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll('\\', '/').endsWith(PAGE))
  if (page === undefined) throw new Error(`The build has no chunk of ${PAGE}`)
  const waiting = [page, ...chunks.filter(({ isEntry }) => isEntry)]
  const files = new Set<string>()
  for (const chunk of waiting) {
    if (files.has(`/${chunk.fileName}`)) continue
    files.add(`/${chunk.fileName}`)
    const { viteMetadata } = chunk as { viteMetadata?: { importedCss: Set<string> } }
    for (const sheet of viteMetadata?.importedCss ?? []) files.add(`/${sheet}`)
    for (const name of chunk.imports) waiting.push(...chunks.filter(({ fileName }) => fileName === name))
  }
  return files
}
