import staticFiles from '@fastify/static'
import fastifyPlugin from 'fastify-plugin'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The addresses that the one page answers; which of them to show is the page's business. */
const PAGES = ['/', '/login', '/wall', '/desk', '/review', '/admin', '/field', '/citizen']

/** Serves the built client: hashed assets for a year, the page itself never from a cache. */
export const clientFiles = fastifyPlugin(
  async (app, { directory }: { directory: string }) => {
    if (!existsSync(join(directory, 'index.html'))) {
      app.log.warn({ directory }, 'the client is not built: pages are missing')
      return
    }
    app.addHook('onRoute', (route) => {
      if (route.url === '/*') route.config = { ...route.config, allow: ['public'] }
    })
    await app.register(staticFiles, {
      root: directory,
      index: false,
      wildcard: true,
      cacheControl: false,
      setHeaders(reply, path) {
        const hashed = path.includes('/assets/')
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    for (const page of PAGES) {
      app.get(page, { config: { allow: ['public'] } }, (_request, reply) => reply.sendFile('index.html'))
    }
  },
  { name: 'client-files' },
)
