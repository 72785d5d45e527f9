import { ApiError, errorOfBody } from '../../api/api-error.ts'
import { withQuery } from '../../api/query-string.ts'

/** What is asked about a table, beside its bytes. */
export interface TableQuestion {
  sheet: string | undefined
  channel: string
  datum: string
  /** Our field → header, where the guess is not right. */
  mapping: Readonly<Record<string, string>>
}

/** Sends a table to be looked at, or to be imported. Rejects with ApiError. */
export async function sendTable<Reply>(path: string, file: File, { mapping, ...rest }: TableQuestion): Promise<Reply> {
  const stated = Object.keys(mapping).length === 0 ? undefined : JSON.stringify(mapping)
  const address = withQuery(path, { name: file.name, ...rest, mapping: stated })
  const response = await fetch(address, {
    method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/octet-stream' }, body: file,
  }).catch(() => {
    throw new ApiError(0, { code: 'UNREACHABLE', message: 'The server cannot be reached.' })
  })
  const text = await response.text()
  if (!response.ok) throw errorOfBody(response.status, text)
  return JSON.parse(text) as Reply
}
