import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CaseRecord, isFinished } from '../../../server/contract/api/cases.ts'
import { valueOf } from '../../api/use-json.ts'
import { Section } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { useWhistles } from './use-whistles.ts'
import { WhistleForm } from './whistle-form.tsx'
import { WhistleItem } from './whistle-item.tsx'

/** The whistles that were blown at a case, and a way to blow another one; nothing where there is neither. */
export function CaseWhistles({ record, nowMs }: { record: CaseRecord; nowMs: number }) {
  const { t } = useTranslation('whistles')
  const { mayAct, scopeCode } = useDesk()
  const { state, reload } = useWhistles({ caseId: record.id })
  const [blowing, setBlowing] = useState(false)
  const whistles = valueOf(state)?.whistles ?? []
  const mayBlow = mayAct && !isFinished(record.status) && record.areaCode.startsWith(scopeCode)
  if (whistles.length === 0 && !mayBlow) return null
  const { id, lng, lat, areaCode, unitId, assistUnitIds } = record
  return (
    <Section title={t('ofCase')} aside={whistles.length > 0 && whistles.length}>
      <ul className="whistles" data-testid="case-whistles">
        {whistles.map((one) => <WhistleItem key={one.id} whistle={one} nowMs={nowMs} onChanged={reload} />)}
      </ul>
      {blowing
        ? (
          <WhistleForm
            place={{ lng, lat, areaCode }} caseId={id} unitIds={unitId === null ? assistUnitIds : [unitId, ...assistUnitIds]}
            onCancel={() => setBlowing(false)}
            onBlown={() => {
              setBlowing(false)
              reload()
            }}
          />
        )
        : mayBlow && (
          <Button size="small" className="whistle-blow" data-testid="whistle-blow" onClick={() => setBlowing(true)}>
            {t('blow')}
          </Button>
        )}
    </Section>
  )
}
