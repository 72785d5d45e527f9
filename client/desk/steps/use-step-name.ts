import { useTranslation } from 'react-i18next'
import type { CaseStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

/** Gives a function that says what a step is called: as the template of the case does, else in the page's own words. */
export function useStepName({ openSteps }: Pick<CaseRecord, 'openSteps'>): (step: CaseStep) => string {
  const { t } = useTranslation('caseWork')
  const language = useLanguage()
  return (step) => {
    const named = openSteps.find((one) => one.step === step)
    if (named?.name == null) return t(`step.${step}`)
    return nameOf({ name: named.name, nameEn: named.nameEn ?? '' }, language)
  }
}
