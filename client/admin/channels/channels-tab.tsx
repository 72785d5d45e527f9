import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityIndex } from '../../city/city-index.ts'
import { CaseImportCard } from './case-import-card.tsx'
import { ChannelsCard } from './channels-card.tsx'
import { DeadLettersCard } from './dead-letters-card.tsx'
import { Open311Part } from './open311/open311-part.tsx'
import { ChannelPolicyCard } from './policy-card.tsx'
import { RejectsCard } from './rejects-card.tsx'
import { WebhooksCard } from './webhooks-card.tsx'
import '../field/field.css'
import './channels.css'

const PARTS = ['channels', 'import', 'rejects', 'webhooks', 'dead', 'open311', 'policy'] as const

/** By which ways cases come, what could not be understood, and who is told of what becomes of them. */
export function ChannelsTab({ city, onChanged }: { city: CityIndex; onChanged(): void }) {
  const { t } = useTranslation('channels')
  const [part, setPart] = useState<(typeof PARTS)[number]>('channels')
  return (
    <div className="field">
      <Segmented
        value={part} onChange={setPart} options={PARTS.map((value) => ({ value, label: t(`part.${value}`) }))}
        data-testid="channel-parts"
      />
      {part === 'channels' && <ChannelsCard onChanged={onChanged} />}
      {part === 'import' && <CaseImportCard city={city.record} />}
      {part === 'rejects' && <RejectsCard city={city.record} />}
      {part === 'webhooks' && <WebhooksCard city={city.record} />}
      {part === 'dead' && <DeadLettersCard city={city.record} />}
      {part === 'open311' && <Open311Part city={city} />}
      {part === 'policy' && <ChannelPolicyCard />}
    </div>
  )
}
