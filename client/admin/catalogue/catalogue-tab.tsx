import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../../city/city-index.ts'
import '../field/field.css'
import './catalogue.css'
import { CatalogueHeader } from './catalogue-header.tsx'
import { DisciplineCard } from './discipline-card.tsx'
import { HandlersCard } from './handlers-card.tsx'
import { ProposalsCard } from './proposals-card.tsx'
import { RulesCard } from './rules-card.tsx'

const PARTS = ['rules', 'proposals', 'handlers', 'discipline'] as const

/** 确权目录: what cases are about, who handles which, and how that changes from month to month. */
export function CatalogueTab({ city, onChanged }: { city: CityIndex; onChanged(): void }) {
  const { t } = useTranslation('catalogue')
  const [part, setPart] = useState<(typeof PARTS)[number]>('rules')
  return (
    <div className="field catalogue" data-testid="catalogue">
      <CatalogueHeader onChanged={onChanged} />
      <Segmented
        value={part} options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))} onChange={setPart}
        data-testid="catalogue-parts"
      />
      {part === 'rules' && <RulesCard city={city} />}
      {part === 'proposals' && <ProposalsCard city={city} />}
      {part === 'handlers' && <HandlersCard city={city} />}
      {part === 'discipline' && <DisciplineCard city={city} />}
    </div>
  )
}
