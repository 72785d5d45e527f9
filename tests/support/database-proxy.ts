import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to the database server that can be cut: as if the server were gone, or hung. */
export interface DatabaseProxy {
  url: string
  /** Breaks all connections and refuses new ones. */
  cut(): void
  /** Lets nothing through any more, and says nothing. */
  freeze(): void
  /** Lets everything through again. */
  restore(): void
  close(): Promise<void>
}

/** A proxy before the server of `databaseUrl`. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const pairs = new Set<[Socket, Socket]>()
  let isCut = false
  let isFrozen = false
  const server = createServer((near) => {
    near.on('error', () => {})
    if (isCut) return void near.destroy()
    const far = connect(Number(target.port || 5432), target.hostname).on('error', () => {})
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [from, to] of [[near, far], [far, near]]) {
      from.on('data', (chunk) => to.write(chunk)).on('close', () => {
        pairs.delete(pair)
        to.destroy()
      })
      if (isFrozen) from.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`

  function cut(): void {
    isCut = true
    for (const [near, far] of pairs) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    url: url.href,
    cut,
    freeze() {
      isFrozen = true
      for (const pair of pairs) for (const socket of pair) socket.pause()
    },
    restore() {
      isCut = isFrozen = false
      for (const pair of pairs) for (const socket of pair) socket.resume()
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
