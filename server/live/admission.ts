import type { IncomingMessage } from 'node:http'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Identity } from '../auth/identity.ts'
import type { ErrorReply } from '../contract/api/errors.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '../contract/live.ts'
import { notAllowed, notSignedIn, overloaded, type ReplyError } from '../errors.ts'

/** What the server knows of a connected socket: who it is. */
interface SocketData {
  identity: Identity
}
type NoEvents = Record<string, never>
export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>
export type LiveNamespace = Namespace<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>

/** Whom a cookie header stands for, or null. */
export type Identify = (cookieHeader: string | undefined) => Promise<Identity | null>

/** Whether a page of another site asks: it may not listen in with the cookie of its visitor. */
export function isForeign({ headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined) return false
  return URL.canParse(origin) ? new URL(origin).host !== host : true
}

/** An error in the form in which clients know errors. */
export function errorReplyOf(error: ReplyError): ErrorReply {
  return { code: error.code, message: error.message, ...error.detail }
}

/** An error as Socket.IO hands it to a client that may not connect: its `data` is an ErrorReply. */
export function refusal(error: ReplyError): Error {
  return Object.assign(new Error(error.message), { data: errorReplyOf(error) })
}

/** Lets people and walls in, by the cookie of their session, and writes who they are into `socket.data`. */
export function admitScreens(namespace: LiveNamespace, identify: Identify, onError: (error: unknown) => void): void {
  namespace.use((socket, next) => {
    identify(socket.handshake.headers.cookie).then(
      (identity) => {
        if (identity === null) return next(refusal(notSignedIn()))
        if (identity.type === 'device') return next(refusal(notAllowed('a device may only send')))
        socket.data.identity = identity
        next()
      },
      (error: unknown) => {
        onError(error)
        next(refusal(overloaded(1)))
      },
    )
  })
}

/** Sends a socket away whose session has ended, or is no longer what it was. Without a database nothing can be said of
 * it: it stays, and the error goes to `onError`. */
export async function checkSession(
  socket: LiveSocket, identify: Identify, onError: (error: unknown) => void,
): Promise<void> {
  try {
    const identity = await identify(socket.handshake.headers.cookie)
    if (JSON.stringify(identity) !== JSON.stringify(socket.data.identity)) socket.disconnect(true)
  } catch (error) {
    onError(error)
  }
}
