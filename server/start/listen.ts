import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { StartError } from './start-error.ts'

/** Lets the app listen and returns its address for programs on this machine. Throws StartError if the port is taken. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'EADDRINUSE') {
      throw new StartError(`Port ${port} is taken by another program`, 'Stop that one, or choose another: --port 8081', {
        cause: error,
      })
    }
    if (code === 'EACCES') {
      throw new StartError(`Port ${port} may not be used by this user`, 'Choose one above 1023: --port 8080', {
        cause: error,
      })
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartError(`HOST is ${JSON.stringify(host)}, expected an address of this machine`, '--host 127.0.0.1', {
        cause: error,
      })
    }
    throw error
  }
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The app listens on no port')
  // A server that listens on all addresses is reached by the local one.
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${reachable}:${address.port}`
}
