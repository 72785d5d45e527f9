import { useTranslation } from 'react-i18next'
import type { StepBody } from '../../../server/contract/api/case-steps.ts'

/** What somebody found who called back on site; null: not said, or of `satisfied` that he met nobody to ask. */
export interface Visit {
  solved: boolean | null
  satisfied: boolean | null
}

/** What of it is sent with the step; `solved` must have been said. */
export function visitBody({ solved, satisfied }: Visit): StepBody {
  return { solved: solved === true, ...(satisfied !== null && { satisfied }) }
}

/** 回访核实: whether it is solved, and what the citizen says. */
export function VisitFields({ visit, onVisit }: { visit: Visit; onVisit(visit: Visit): void }) {
  const { t } = useTranslation('field')
  const { solved, satisfied } = visit
  return (
    <>
      <fieldset className="sheet-choice" data-testid="visit-solved">
        <legend>{t('sheet.solved')}</legend>
        <div className="two-buttons">
          {([true, false] as const).map((value) => (
            <button
              key={String(value)} type="button" className="kind" aria-pressed={solved === value}
              onClick={() => onVisit({ ...visit, solved: value })}
            >
              {t(value ? 'sheet.isSolved' : 'sheet.notSolved')}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset className="sheet-choice" data-testid="visit-satisfied">
        <legend>{t('sheet.satisfied')}</legend>
        <div className="three-buttons">
          {([true, false, null] as const).map((value) => (
            <button
              key={String(value)} type="button" className="kind" aria-pressed={satisfied === value}
              onClick={() => onVisit({ ...visit, satisfied: value })}
            >
              {t(value === null ? 'sheet.notAsked' : value ? 'sheet.isSatisfied' : 'sheet.notSatisfied')}
            </button>
          ))}
        </div>
      </fieldset>
      {solved === false && <p className="hint">{t('sheet.unsolved')}</p>}
    </>
  )
}
