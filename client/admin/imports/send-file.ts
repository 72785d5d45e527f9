import type { UploadRecord } from '../../../server/contract/api/imports.ts'
import { ApiError, errorOfBody } from '../../api/api-error.ts'
import { withQuery } from '../../api/query-string.ts'

/**
 * Sends a file to be imported, by XMLHttpRequest because fetch does not say how far it is. Rejects with ApiError, and
 * with an AbortError when `signal` ends it.
 */
export function sendFile(
  file: File,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<UploadRecord> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', withQuery('/api/imports/uploads', { name: file.name }))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as UploadRecord)
      else reject(errorOfBody(request.status, request.responseText))
    })
    request.addEventListener('error', () => {
      reject(new ApiError(0, { code: 'UNREACHABLE', message: 'The server cannot be reached.' }))
    })
    request.addEventListener('abort', () => reject(signal.reason as Error))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
