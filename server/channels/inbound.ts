import type { FastifyInstance } from 'fastify'
import { actorOf, type Identity } from '../auth/identity.ts'
import { takerOf } from '../cases/taker-of.ts'
import type { InboundReply } from '../contract/api/channels.ts'
import { badInput, ReplyError } from '../errors.ts'
import type { ChannelAdapter, ReadRecord } from './adapter.ts'
import { keepRejects, type OpenReject, endReject, type Reject } from './reject-repository.ts'
import { takeRecords } from './take-records.ts'

const MOST_RECORDS = 1000

/** A record with its bytes. */
interface Received {
  bytes: Buffer
  read: ReadRecord
}

/** Takes what a channel sent: each record is a case, or is kept with its reasons, when this resolves. Throws 413 for
 * too many at once, of which none is taken. */
export async function receiveBytes(
  app: FastifyInstance, channel: string, adapter: ChannelAdapter, bytes: Buffer, identity: Identity,
): Promise<InboundReply> {
  if (bytes.length === 0) throw badInput('body', '', 'one record or several')
  return take(app, channel, readAll(adapter, bytes), identity.scopeCode, identity)
}

/** Tries a reject anew by the adapter that its channel has now; true where nothing of it is rejected any more. */
export async function replayReject(
  app: FastifyInstance, { id, channel, scopeCode, bytes }: OpenReject, adapter: ChannelAdapter, identity: Identity,
): Promise<boolean> {
  const received = readAll(adapter, bytes, true)
  const { items, rejected } = await take(app, channel, received, scopeCode, identity)
  // a whole body that was split now: what is still wrong of it has a line of its own
  if (rejected > 0 && received.length === 1) return false
  await endReject(app.database, id, 'replayed', items[0]?.caseId ?? null, actorOf(identity), app.now())
  return rejected === 0
}

async function take(
  app: FastifyInstance, channel: string, received: readonly Received[], scopeCode: string, identity: Identity,
): Promise<InboundReply> {
  const sender = { channel, scopeCode, actor: takerOf(identity).actor }
  const taken = await takeRecords(app, received.map(({ read }) => read), sender)
  const rejects = taken.flatMap(({ status, externalNumber, reasons }, index): Reject[] =>
    status === 'rejected' ? [{ externalNumber, reasons, bytes: received[index].bytes }] : [])
  const ids = await keepRejects(app.database, channel, scopeCode, actorOf(identity), rejects, app.now())
  const count = (status: string): number => taken.filter((one) => one.status === status).length
  return {
    created: count('created'), known: count('known'), rejected: rejects.length,
    items: taken.map((one) => ({ ...one, rejectId: one.status === 'rejected' ? ids.shift()! : null })),
  }
}

/** All records of a body; a body that cannot be read is one record that is refused. `isRecord`: it may be a record that
 * was split off before. */
function readAll(adapter: ChannelAdapter, bytes: Buffer, isRecord = false): Received[] {
  const whole = (reason: string): Received[] =>
    [{ bytes, read: { type: 'refused', externalNumber: null, reasons: [reason] } }]
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    return whole(`body: expected JSON in UTF-8 (${(error as Error).message}).`)
  }
  const records = adapter.split(body) ?? (isRecord ? [body] : undefined)
  if (records === undefined) return whole('body: has no array of records where the mapping says, in items.')
  if (records.length > MOST_RECORDS) {
    const message = `body: got ${records.length} records, expected at most ${MOST_RECORDS} at once.`
    throw new ReplyError(413, 'TOO_MANY', message)
  }
  if (records.length === 1 && isRecord) return [{ bytes, read: adapter.read(records[0]) }]
  return records.map((record) => ({ bytes: Buffer.from(JSON.stringify(record)), read: adapter.read(record) }))
}
