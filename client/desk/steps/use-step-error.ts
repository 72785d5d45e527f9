import { useTranslation } from 'react-i18next'
import type { OpenStep, Standing } from '../../../server/contract/api/case-steps.ts'
import { ApiError } from '../../api/api-error.ts'
import { useErrorText } from '../../api/use-error-text.ts'

/** Whether a step was refused because the case is not as it was seen. */
export function isOutOfDate(error: unknown): boolean {
  return error instanceof ApiError && (error.reply.code === 'CASE_CHANGED' || error.reply.code === 'CASE_STATE')
}

/** Gives a function that says why the step was refused, in the language shown; of a 403, to whom the step is open. */
export function useStepError(open: OpenStep | undefined): (error: unknown) => string {
  const { t } = useTranslation('caseWork')
  const errorText = useErrorText()
  return (error) => {
    if (!(error instanceof ApiError)) return errorText(error)
    const { status, reply } = error
    if (status === 403 && open !== undefined) {
      const who = open.by.map((one: Standing) => t(`by.${one}`)).join(t('separator'))
      return t('error.notYours', { who })
    }
    if (reply.code === 'CASE_CHANGED') return t('error.changed')
    if (reply.code === 'CASE_STATE') return t('error.state')
    if (reply.code === 'CASE_ASSISTED') return t('error.assisted')
    return errorText(error)
  }
}
