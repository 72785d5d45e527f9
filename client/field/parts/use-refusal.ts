import { useTranslation } from 'react-i18next'
import type { EntryState } from '../offline/outbox.ts'

const KNOWN = [
  'CASE_STATE', 'CASE_CHANGED', 'CASE_ASSISTED', 'NOT_ALLOWED', 'NOT_FOUND', 'TOO_FAR', 'TOO_ROUGH', 'WHISTLE_ENDED',
] as const

/** Gives a function that says why the server refused something: in words of the page where it knows the reason, else in
 * the server's own. */
export function useRefusal(): (state: EntryState) => string {
  const { t } = useTranslation('field')
  return (state) => {
    if (state.type !== 'refused') return ''
    const known = KNOWN.find((code) => code === state.code)
    if (known === undefined) return state.message || `${state.status}`
    return t(`refusal.${known}`, { value: String(state.value) })
  }
}
