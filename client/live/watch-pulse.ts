import { io, type Socket } from 'socket.io-client'
import {
  type ClientToServerEvents, LIVE_NAMESPACE, type Pulse, type ServerToClientEvents,
} from '../../server/contract/live.ts'

/** Tells `listener` of every pulse, for a page that wants neither positions nor the feed. The answer ends that. */
export function watchPulse(listener: (pulse: Pulse) => void, origin = ''): () => void {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(`${origin}${LIVE_NAMESPACE}`, {
    transports: ['websocket'],
    reconnectionDelay: 1000,
    reconnectionDelayMax: 30_000,
  })
  socket.on('pulse', listener)
  return () => void socket.disconnect()
}
