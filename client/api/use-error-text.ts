import { useTranslation } from 'react-i18next'
import { ApiError } from './api-error.ts'

/** Gives a function that says an error in the language shown. The server's own words follow where they add something. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
    const { status, reply } = error
    if (status === 0) return t('error.network')
    if (status === 403) return t('error.forbidden')
    if (status === 404) return t('error.notFound')
    if (status === 503 || status === 429) return t('error.overloaded')
    if (status >= 500) return t('error.server')
    if (reply.field !== undefined && reply.expected !== undefined) {
      const value = JSON.stringify(reply.value ?? null)
      return t('error.input', { field: reply.field, value, expected: reply.expected })
    }
    return reply.message
  }
}
