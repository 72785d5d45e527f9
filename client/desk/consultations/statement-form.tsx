import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConsultationRecord, STANCES, type Stance } from '../../../server/contract/api/catalogue.ts'
import { postJson } from '../../api/fetch-json.ts'
import { unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useSend } from '../command/use-send.ts'
import { useDesk } from '../desk-context.ts'
import { ChoiceRow } from '../steps/choice-row.tsx'
import { standsOf } from './stands-of.ts'

/** Writes down what an invited unit said to the desk, by telephone or at the table. */
export function StatementForm({ consultation, onSaid }: { consultation: ConsultationRecord; onSaid(): void }) {
  const { t } = useTranslation(['consultations', 'common', 'caseWork'])
  const language = useLanguage()
  const { city } = useDesk()
  const { busy, send } = useSend()
  const [open, setOpen] = useState(false)
  const silent = standsOf(consultation).find(({ last }) => last === null)
  const [unitId, setUnitId] = useState(silent?.unitId ?? consultation.unitIds[0])
  const [stance, setStance] = useState<Stance>('lead')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const save = async () => {
    setTried(true)
    if (text.trim() === '') return
    const body = { unitId, stance, text: text.trim() }
    if ((await send(() => postJson(`/api/consultations/${consultation.id}/statements`, body))) === undefined) return
    setOpen(false)
    setText('')
    setTried(false)
    onSaid()
  }
  if (!open) {
    return (
      <Button size="small" className="statement-open" data-testid="statement-open" onClick={() => setOpen(true)}>
        {t('write')}
      </Button>
    )
  }
  return (
    <div className="statement-form" data-testid="statement-form">
      <Select
        value={unitId} aria-label={t('unit')} data-testid="statement-unit" onChange={setUnitId}
        options={consultation.unitIds.map((id) => ({ value: id, label: unitName(city, id, language) ?? String(id) }))}
      />
      <ChoiceRow<Stance>
        label={t('write')} value={stance} testId="stance" choices={STANCES.map((one) => [one, t(`caseWork:stance.${one}`)] as const)}
        onChange={setStance}
      />
      <Input.TextArea
        value={text} maxLength={2000} autoSize={{ minRows: 1, maxRows: 5 }} placeholder={t('text')} data-testid="statement-text"
        onChange={(event) => setText(event.target.value)}
      />
      {tried && text.trim() === '' && <em role="alert">{t('textMissing')}</em>}
      <div className="form-buttons">
        <Button size="small" onClick={() => setOpen(false)}>{t('common:cancel')}</Button>
        <Button size="small" type="primary" loading={busy} data-testid="statement-save" onClick={() => void save()}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
}
