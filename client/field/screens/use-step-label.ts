import { useTranslation } from 'react-i18next'
import type { OpenStep } from '../../../server/contract/api/case-steps.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import type { FieldStep } from './field-steps.ts'

/** Gives what a step of a case is called on its button: a look by the name that its template has for it, 核实 or 核查,
 * all else as it is called everywhere. */
export function useStepLabel(open: readonly OpenStep[]): (step: FieldStep) => string {
  const { t } = useTranslation('field')
  const language = useLanguage()
  return (step) => {
    const named = open.find((one) => one.step === step)
    if (named?.name == null || (step !== 'check' && step !== 'revisit')) return t(`step.${step}`)
    const name = nameOf({ name: named.name, nameEn: named.nameEn ?? '' }, language)
    return step === 'check' ? t('case.passed', { name }) : name
  }
}
