import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import type { UploadRecord } from '../contract/api/imports.ts'
import type { Uploads } from './uploads.ts'

/** A city's buildings have some hundred megabytes. */
const UPLOAD_LIMIT_BYTES = 2 * 1024 ** 3

const UploadQuery = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) })

/** Takes files of any size up to the limit. Whatever the browser calls one, its bytes go to the disk as they come. */
export const uploadRoutes: FastifyPluginAsyncTypebox<{ uploads: Uploads }> = async (app, { uploads }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  app.post(
    '/api/imports/uploads',
    { config: { allow: ['admin'] }, schema: { querystring: UploadQuery } },
    async ({ query, raw, identity }, reply): Promise<UploadRecord> => {
      const upload = await uploads.save(query.name, raw, UPLOAD_LIMIT_BYTES)
      await writeAudit(app.database, actorOf(identity), 'upload-file', upload.file, { bytes: upload.bytes })
      return reply.code(201).send(upload)
    },
  )
}
