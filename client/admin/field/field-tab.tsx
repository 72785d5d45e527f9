import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { FIELD_PARTS, type FieldPart } from '../admin-address.ts'
import { DoorsCard } from './doors-card.tsx'
import { HealthCard } from './health-card.tsx'
import { PolicyCard } from './policy-card.tsx'
import { QuarantineCard } from './quarantine-card.tsx'
import { RetentionCard } from './retention-card.tsx'
import { SensorsCard } from './sensors-card.tsx'
import { TokensCard } from './tokens-card.tsx'
import { TrackersCard } from './trackers-card.tsx'
import './field.css'

interface FieldTabProps {
  city: CityRecord
  part: FieldPart
  onPart(part: FieldPart): void
}

/** Everything about what sends: ports, devices, records that were set aside, sensors, policy (with how long things are
 * kept) and tokens. */
export function FieldTab({ city, part, onPart }: FieldTabProps) {
  const { t } = useTranslation('adminField')
  return (
    <div className="field">
      <Segmented
        value={part} options={FIELD_PARTS.map((value) => ({ value, label: t(`part.${value}`) }))} onChange={onPart}
        data-testid="field-parts"
      />
      {part === 'status' && <><HealthCard /><DoorsCard /></>}
      {part === 'trackers' && <TrackersCard city={city} />}
      {part === 'quarantine' && <QuarantineCard city={city} />}
      {part === 'sensors' && <SensorsCard />}
      {part === 'policy' && <><PolicyCard /><RetentionCard /></>}
      {part === 'tokens' && <TokensCard city={city} />}
    </div>
  )
}
