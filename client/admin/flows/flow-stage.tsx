import { useTranslation } from 'react-i18next'
import type { LimitRule, LimitStage } from '../../../server/contract/api/clocks.ts'
import type { OutlineSide, OutlineStage } from '../../../server/contract/api/flow-outline.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { SideList } from './side-list.tsx'

interface FlowStageProps {
  /** Counted from 1. */
  number: number
  stage: OutlineStage
  /** What may happen beside it and not everywhere. */
  side: readonly OutlineSide[]
  limits: ReadonlyMap<LimitStage, readonly LimitRule[]> | undefined
}

/** A step of a template's line: what it is called, whose it is, by when, and what else may happen meanwhile. */
export function FlowStage({ number, stage, side, limits }: FlowStageProps) {
  const { t } = useTranslation(['flows', 'caseWork', 'clocks'])
  const language = useLanguage()
  const { step, by } = stage
  const usual = t(`caseWork:step.${step}`)
  const who = by.length === 0 ? t('anyone') : by.map((one) => t(`caseWork:by.${one}`)).join(t('separator'))

  function limitText(limit: LimitStage): string {
    const rules = limits?.get(limit) ?? []
    const name = t(`clocks:stages.${limit}`)
    const texts = rules.map(({ amount, kind }) => `${amount} ${t(`clocks:kinds.${kind}`)}`)
    // without a rule of the city's own, handling has the hours of the catalogue
    if (texts.length === 0 && limit === 'handle') texts.push(t('byCatalogue'))
    return texts.length === 0 ? t('limit', { stage: name }) : t('ruled', { stage: name, limits: texts.join(t('separator')) })
  }

  return (
    <li className="flow-stage">
      <b title={t('own', { name: usual })}><i>{number}</i>{nameOf(stage, language)}</b>
      <span className="flow-who">{who}</span>
      {stage.limit !== null && <span className="flow-limit">{limitText(stage.limit)}</span>}
      {side.length > 0 && (
        <div className="flow-beside">
          <small>{t('beside')}</small>
          <SideList sides={side} />
        </div>
      )}
    </li>
  )
}
