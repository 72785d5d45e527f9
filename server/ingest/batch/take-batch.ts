import { parse } from 'node:querystring'
import type { PositionBatchReply } from '../../contract/api/ingest.ts'
import { type FieldReply, type FieldRequest, jsonReply, mediaTypeOf, textOf } from '../http/field-request.ts'
import { parseJson } from '../http/parse-json.ts'
import { trackerOf } from '../http/tracker-of.ts'
import type { Intake, TrackedRecord } from '../intake.ts'
import { type Batch, readBatch, readBatchLines, readDatum } from './batch.ts'

/** Batches of other systems. All of one is kept, or nothing. */
export interface BatchTaker {
  /** JSON, or NDJSON with `?datum=`, by its Content-Type. */
  take(request: FieldRequest): Promise<FieldReply>
  takeJson(request: FieldRequest, body: unknown): Promise<FieldReply>
  takeLines(request: FieldRequest, text: string): Promise<FieldReply>
}

const LINE_TYPES: ReadonlySet<string> = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl'])

/** Whether the body is said to be NDJSON. */
export function isLines(request: FieldRequest): boolean {
  return LINE_TYPES.has(mediaTypeOf(request))
}

/** Takes batches into the intake. */
export function createBatchTaker(intake: Intake): BatchTaker {
  // A function that waits keeps what it has looked at: this one ends, and the rows with it, before their commit.
  function submit({ scopeCode }: FieldRequest, batch: Batch): Promise<FieldReply> {
    return intake.submitAll(recordsOf(batch, scopeCode), 'batch', Date.now())
      .then((counts: PositionBatchReply) => jsonReply(counts))
  }

  function recordsOf(batch: Batch, scopeCode: string): TrackedRecord[] {
    const { datum, rows } = batch
    const records: TrackedRecord[] = []
    for (let i = 0; i < rows.length; i++) {
      const { device, reading } = rows[i]
      const tracker = intake.trackerOf(device, scopeCode)
        ?? trackerOf(intake, scopeCode, batch.fieldOf(i, 'device'), device, 400)
      records.push({ tracker, report: { type: 'fix', reading }, raw: batch.rawOf(i), datum })
    }
    return records
  }

  const taker: BatchTaker = {
    take: (request) =>
      isLines(request)
        ? taker.takeLines(request, textOf(request))
        : taker.takeJson(request, parseJson(textOf(request))),
    takeJson: async (request, body) => submit(request, readBatch(body)),
    takeLines: async (request, text) => submit(request, readBatchLines(text, datumOf(request))),
  }
  return taker
}

function datumOf({ query }: FieldRequest): Batch['datum'] {
  return query === '' ? undefined : readDatum(parse(query).datum)
}
