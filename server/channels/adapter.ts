import type { CaseMessage, ChannelMapping, InboundCase } from '../contract/api/channels.ts'
import { jsonAdapter } from './json-adapter.ts'
import { mappingAdapter } from './mapping-adapter.ts'

/** What a record of a channel is to us; `reasons` each name a field, its value and what was expected. */
export type ReadRecord =
  | { type: 'case'; case: InboundCase }
  | { type: 'refused'; externalNumber: string | null; reasons: string[] }

/** How a channel speaks: what its records mean, and in which words it is told what became of them. */
export interface ChannelAdapter {
  /** The records of a body; undefined where the body has none where they should be. */
  split(body: unknown): unknown[] | undefined
  read(record: unknown): ReadRecord
  /** A JSON value. Never throws: it is called in the transaction of the change. */
  write(message: CaseMessage): unknown
}

/** The adapter of a channel: by its mapping, or of our own form. Throws 400 naming the path of one that is none. */
export function adapterOf(mapping: ChannelMapping | null, timeZone: string): ChannelAdapter {
  return mapping === null ? jsonAdapter : mappingAdapter(mapping, timeZone)
}
