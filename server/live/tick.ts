import type { FrameBox } from '../contract/position-frame.ts'
import {
  type Cut, type CutBuffer, cutAll, cutBox, encodeCut, type PositionClient,
} from './position-client.ts'
import type { WorkerSlots } from './worker-slots.ts'
import { sweepStates } from './worker-states.ts'

/** Frames of one tick that several clients share: same scope, same acknowledged tick, interest in all. */
type SharedFrames = Map<string, { cut: Cut; bytes: Uint8Array }>

/**
 * Cuts one tick: each client that wants positions and has no frame under way is given, through `send`, what changed for
 * it, if anything did (a client that has acknowledged nothing is given a complete frame even if empty). Clients in step
 * share one buffer: `send` must not write to it. Closes the tick: later changes belong to the next.
 */
export function cutTick<Client extends PositionClient>(
  slots: WorkerSlots,
  clients: Iterable<Client>,
  buffer: CutBuffer,
  box: FrameBox,
  nowMs: number,
  send: (client: Client, bytes: Uint8Array, tick: number) => void,
): void {
  sweepStates(slots, nowMs)
  const tick = slots.openTick
  const shared: SharedFrames = new Map()
  for (const client of clients) {
    if (client.interest.type === 'none' || client.flight.type !== 'none') continue
    const { cut, bytes } =
      client.interest.type === 'all'
        ? sharedFrame(slots, client, buffer, box, nowMs, shared)
        : boxFrame(slots, client, buffer, box, nowMs)
    if (cut.slots.length === 0 && client.ackedTick > 0) {
      client.settled = true
      continue
    }
    client.flight = { type: 'frame', tick, interest: client.interest, ...cut }
    send(client, bytes, tick)
  }
  slots.openTick = tick + 1
}

function sharedFrame(
  slots: WorkerSlots, client: PositionClient, buffer: CutBuffer, box: FrameBox, nowMs: number, shared: SharedFrames,
) {
  const key = `${client.scope.code} ${client.ackedTick}`
  const found = shared.get(key)
  if (found !== undefined) return found
  const cut = cutAll(slots, client.scope, client.ackedTick, buffer)
  const frame = { cut, bytes: encodeCut(slots, cut, client.ackedTick, nowMs, box) }
  shared.set(key, frame)
  return frame
}

function boxFrame(slots: WorkerSlots, client: PositionClient, buffer: CutBuffer, box: FrameBox, nowMs: number) {
  const cut = cutBox(slots, client, buffer)
  return { cut, bytes: encodeCut(slots, cut, client.ackedTick, nowMs, box) }
}
