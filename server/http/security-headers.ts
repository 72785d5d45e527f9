import helmet from '@fastify/helmet'
import fastifyPlugin from 'fastify-plugin'

/** What a page of ours may load: itself. The map needs workers and blobs; antd writes its styles into the page. */
export const securityHeaders = fastifyPlugin(
  async (app) => {
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          workerSrc: ["'self'", 'blob:'],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'"],
        },
      },
      // a city without TLS in its intranet would be locked out by it; a proxy that ends TLS sets it
      strictTransportSecurity: false,
    })
  },
  { name: 'security-headers' },
)
