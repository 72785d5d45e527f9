import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { isItem } from '../cases/category-tree.ts'
import { ReplyError } from '../errors.ts'
import { findAskingCodes, readAttributes } from './attribute-repository.ts'
import { discoveryOf } from './discovery.ts'
import { formatOf, withoutControls } from './document.ts'
import { type Form, readForm, valueOf } from './form.ts'
import { unknownName } from './open311-error.ts'
import { send, unknownFormat, useOpen311Errors } from './replies.ts'
import { reportRequest } from './report-request.ts'
import { readRequestQuery } from './request-query.ts'
import { requestRecord } from './request-record.ts'
import { findRequests, type RequestRow } from './request-repository.ts'
import { definitionOf, type Locale, readExamples, servicesOf } from './services.ts'
import { readOpen311Settings } from './settings.ts'

/** The prefix of these routes. */
export const OPEN311_BASE = '/open311/v2'

const CALLS_PER_MINUTE = 300
/** 4000 characters, each percent-encoded, and the answers. */
const MOST_BYTES = 256 * 1024

interface Named {
  Params: { name: string }
}

/** Open311 GeoReport v2 in XML and JSON, by the ending of the path. Open to everybody; who reports needs an api_key. */
export const open311Routes: FastifyPluginAsync = async (app) => {
  app.removeAllContentTypeParsers()
  await app.register(formbody, { bodyLimit: MOST_BYTES })
  await app.register(rateLimit, {
    max: CALLS_PER_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, context) =>
      new ReplyError(429, 'TOO_MANY_CALLS', `Try again in ${context.after}.`, {}, Math.ceil(context.ttl / 1000)),
  })
  useOpen311Errors(app)
  // what is said here is public and goes by no cookie, so the pages of any site may ask
  const open = { config: { allow: ['public'] as const, anyOrigin: true } }
  app.addHook('onSend', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*')
  })

  for (const format of ['xml', 'json']) {
    app.get(`/discovery.${format}`, open, async (request, reply) => {
      const url = `${request.protocol}://${request.host}${OPEN311_BASE}`
      return send(request, reply, 'discovery', discoveryOf(await readOpen311Settings(app.database, app.city), url))
    })

    app.get(`/services.${format}`, open, async (request, reply) => {
      const form = await formOf(request)
      const asking = await findAskingCodes(app.database)
      const examples = await readExamples(app.database)
      return send(request, reply, 'services', servicesOf(app.city, asking, examples, localeOf(form)))
    })

    app.get(`/requests.${format}`, open, async (request, reply) => {
      const form = await formOf(request)
      const query = readRequestQuery(form, app.now())
      const { channels } = await readOpen311Settings(app.database, app.city)
      const rows = await findRequests(app.database, query, channels)
      return send(request, reply, 'service_requests', rows.map((row) => recordOf(row, form)))
    })

    app.post(`/requests.${format}`, open, async (request, reply) => {
      const form = await formOf(request)
      return send(request, reply, 'service_requests', [await reportRequest(app, form, localeOf(form))])
    })
  }

  app.get<Named>('/services/:name', open, async (request, reply) => {
    const code = nameOf(request)
    const form = await formOf(request)
    if (!isItem(code, app.city.categoryByCode)) throw unknownName('service_code', code)
    const attributes = await readAttributes(app.database, code)
    return send(request, reply, 'service_definition', definitionOf(code, attributes, localeOf(form)))
  })

  app.get<Named>('/requests/:name', open, async (request, reply) => {
    const number = nameOf(request)
    const form = await formOf(request)
    const row = await publicRequest('service_request_id', number)
    return send(request, reply, 'service_requests', [recordOf(row, form)])
  })

  // a report is answered with its number at once, so the number is the only token that there is
  app.get<Named>('/tokens/:name', open, async (request, reply) => {
    const token = nameOf(request)
    await formOf(request)
    const { number } = await publicRequest('token', token)
    return send(request, reply, 'service_requests', [{ service_request_id: number, token }])
  })

  async function publicRequest(parameter: string, number: string): Promise<RequestRow> {
    const { channels } = await readOpen311Settings(app.database, app.city)
    const [row] = await findRequests(app.database, { type: 'numbers', numbers: [number] }, channels)
    if (row === undefined) throw unknownName(parameter, number)
    return row
  }

  function recordOf(row: RequestRow, form: Form): object {
    return requestRecord(row, app.city, localeOf(form), valueOf(form, 'extensions') === 'true')
  }

  /** What the client sent. Throws 404 where it means another city. */
  async function formOf({ body, query }: FastifyRequest): Promise<Form> {
    const form = readForm(body, query)
    const jurisdiction = valueOf(form, 'jurisdiction_id')
    if (jurisdiction !== undefined && jurisdiction !== app.city.record.code) {
      const { jurisdictionId } = await readOpen311Settings(app.database, app.city)
      if (jurisdiction !== jurisdictionId) throw unknownName('jurisdiction_id', jurisdiction)
    }
    return form
  }
}

function localeOf(form: Form): Locale {
  return valueOf(form, 'locale')?.startsWith('en') === true ? 'en' : 'zh'
}

/** What a path names before its ending. Throws 400 where the ending is no format. */
function nameOf({ params: { name }, url }: FastifyRequest<Named>): string {
  if (formatOf(url) === null) throw unknownFormat(url)
  return withoutControls(name.slice(0, name.lastIndexOf('.')))
}
