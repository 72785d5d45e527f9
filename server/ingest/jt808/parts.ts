import type { Frame } from './frame.ts'

/** A message whole again: its body, and the sequence numbers of the parts, each of which waits for its answer. */
export interface WholeMessage {
  body: Buffer
  sequences: number[]
}

/** Parts of a message that have to be asked for again. */
export interface LostParts {
  phone: string
  version: Frame['version']
  firstSequence: number
  missing: number[]
}

type Part = Pick<Frame, 'sequence' | 'body'>

interface Unfinished {
  phone: string
  version: Frame['version']
  firstSequence: number
  /** By index from 0. */
  parts: (Part | undefined)[]
  got: number
  startedMs: number
  lastMs: number
  timesAsked: number
}

export interface PartsLimits {
  /** Unfinished messages of all terminals together, and parts in one of them. */
  messages: number
  parts: number
  /** After this long without another part, the missing ones are asked for. */
  askAfterMs: number
  timesAsked: number
  /** What is not whole by then is dropped. It was not acknowledged, so the terminal has it still. */
  lifetimeMs: number
}

export const DEFAULT_PARTS_LIMITS: PartsLimits = {
  messages: 512, parts: 128, askAfterMs: 5000, timesAsked: 3, lifetimeMs: 60_000,
}

/** Puts messages together that came in several frames, in any order, doubled, over several connections. Bounded: the
 * oldest unfinished message makes room for a new one. */
export class Parts {
  readonly #limits: PartsLimits
  /** In the order they were begun. */
  readonly #unfinished = new Map<string, Unfinished>()

  constructor(limits: PartsLimits = DEFAULT_PARTS_LIMITS) {
    this.#limits = limits
  }

  /** Messages of which parts are kept. */
  get size(): number {
    return this.#unfinished.size
  }

  /** Adds a frame that is a part. Answers with the message where this was the last one missing; with what is missing
   * where the terminal has come to the end; undefined while it goes on; 'too-many' where it has more than we keep. */
  add(frame: Frame, nowMs: number): WholeMessage | LostParts | 'too-many' | undefined {
    const { index, total } = frame.part!
    if (total > this.#limits.parts) return 'too-many'
    // parts are numbered on from the first one
    const firstSequence = (frame.sequence - index + 1) & 0xffff
    const key = `${frame.phone} ${frame.messageId} ${firstSequence} ${total}`
    const message = this.#unfinished.get(key) ?? this.#begin(key, frame, firstSequence, total, nowMs)
    if (message.parts[index - 1] === undefined) message.got++
    // a copy: the frame is a view of all that came with it
    message.parts[index - 1] = { sequence: frame.sequence, body: Buffer.from(frame.body) }
    message.lastMs = nowMs
    if (message.got === total) {
      this.#unfinished.delete(key)
      const parts = message.parts as Part[]
      return { body: Buffer.concat(parts.map(({ body }) => body)), sequences: parts.map(({ sequence }) => sequence) }
    }
    return index === total && message.timesAsked === 0 ? this.#ask(message) : undefined
  }

  /** What is to be asked for again by now; drops what has become too old. */
  lost(nowMs: number): LostParts[] {
    const lost: LostParts[] = []
    for (const [key, message] of this.#unfinished) {
      if (nowMs - message.startedMs >= this.#limits.lifetimeMs) this.#unfinished.delete(key)
      else if (
        nowMs - message.lastMs >= this.#limits.askAfterMs * (message.timesAsked + 1)
        && message.timesAsked < this.#limits.timesAsked
      ) lost.push(this.#ask(message))
    }
    return lost
  }

  #begin(key: string, frame: Frame, firstSequence: number, total: number, nowMs: number): Unfinished {
    const { phone, version } = frame
    const message: Unfinished = {
      phone, version, firstSequence, parts: Array.from({ length: total }), got: 0, startedMs: nowMs, lastMs: nowMs,
      timesAsked: 0,
    }
    if (this.#unfinished.size >= this.#limits.messages) {
      const oldest = this.#unfinished.keys().next().value
      if (oldest !== undefined) this.#unfinished.delete(oldest)
    }
    this.#unfinished.set(key, message)
    return message
  }

  #ask(message: Unfinished): LostParts {
    message.timesAsked++
    const { phone, version, firstSequence, parts } = message
    const missing = [...parts.keys()].filter((i) => parts[i] === undefined).map((i) => i + 1)
    return { phone, version, firstSequence, missing }
  }
}
