import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorDefinition } from '../../../server/contract/api/indicators.ts'
import { useLanguage } from '../../language/language.ts'

/** What a name stands for: shows the definition of an indicator where one points at it. */
export function DefinitionHint({ definition, children }: { definition: IndicatorDefinition; children: ReactNode }) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const { numerator, denominator, source, rounding, basis, name, nameEn } = definition
  return (
    <Tooltip
      styles={{ root: { maxWidth: 380 } }}
      title={(
        <dl className="definition-hint">
          <b>{name} · {nameEn}</b>
          <dt>{denominator === null ? t('hint.counts') : t('hint.numerator')}</dt><dd>{numerator[language]}</dd>
          {denominator !== null && <><dt>{t('hint.denominator')}</dt><dd>{denominator[language]}</dd></>}
          <dt>{t('hint.rounding')}</dt><dd>{t(`hint.roundings.${rounding}`)}; {t(`hint.basis.${basis}`)}</dd>
          <dt>{t('hint.source')}</dt><dd>{source[language]}</dd>
        </dl>
      )}
    >
      <span className="definition-name">{children}</span>
    </Tooltip>
  )
}
