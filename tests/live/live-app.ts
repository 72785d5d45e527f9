import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { issueToken } from '../../server/auth/tokens.ts'
import { type ClientToServerEvents, LIVE_NAMESPACE, type ServerToClientEvents } from '../../server/contract/live.ts'
import type { Database } from '../../server/db/database.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** The app, listening on a free port over a city that is there already. */
export interface LiveApp extends TestApp {
  origin: string
  deviceToken(scopeCode?: string): Promise<string>
  /** A socket to the live namespace, not yet connected; closed with the app. */
  socket(headers: Record<string, string>): TestSocket
}

export async function startLiveApp(database: Database): Promise<LiveApp> {
  const built = await buildTestApp(database)
  await built.app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(built.app.server.address() as AddressInfo).port}`
  const sockets: TestSocket[] = []
  return {
    ...built,
    origin,
    deviceToken: (scopeCode = '9901') => issueToken(database, { kind: 'device', label: 'phones', scopeCode }),
    socket(headers) {
      const socket: TestSocket = io(`${origin}${LIVE_NAMESPACE}`, {
        transports: ['websocket'], extraHeaders: headers, autoConnect: false, reconnection: false, forceNew: true,
      })
      sockets.push(socket)
      return socket
    },
    async close() {
      for (const socket of sockets) socket.disconnect()
      await built.close()
    },
  }
}
