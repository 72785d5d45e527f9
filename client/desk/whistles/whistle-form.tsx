import { App, Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHECK_IN_WITHIN_M, type NewWhistleBody, type WhistleRecord } from '../../../server/contract/api/field-work.ts'
import type { UnitRecord } from '../../../server/contract/api/city.ts'
import { postJson } from '../../api/fetch-json.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useSend } from '../command/use-send.ts'
import { useDesk } from '../desk-context.ts'
import { useWorkerOptions } from '../detail/use-worker-options.ts'
import { levelOfDesk } from '../steps/desk-levels.ts'
import { callableUnitsAt } from './callable-units.ts'
import './whistles.css'

const MINUTES = [15, 30, 60, 120] as const

interface WhistleFormProps {
  place: { lng: number; lat: number; areaCode: string }
  caseId?: number
  /** Whom one would call first. */
  unitIds: readonly number[]
  onCancel(): void
  onBlown(): void
}

/** Blows a whistle: who is called to a place, what for, until when, and how near counts as being there. */
export function WhistleForm({ place, caseId, unitIds, onCancel, onBlown }: WhistleFormProps) {
  const { t } = useTranslation(['whistles', 'common', 'caseWork'])
  const language = useLanguage()
  const { message } = App.useApp()
  const { city, scopeCode } = useDesk()
  const { busy, send } = useSend()
  const workerOptions = useWorkerOptions()
  const { serving, others } = callableUnitsAt(city.record.units, place.areaCode, scopeCode)
  const [units, setUnits] = useState<number[]>(() =>
    [...serving, ...others].map(({ id }) => id).filter((id) => unitIds.includes(id)))
  const [workers, setWorkers] = useState<number[]>([])
  const [text, setText] = useState('')
  const [withinMinutes, setWithinMinutes] = useState<number>(30)
  const [withinM, setWithinM] = useState(CHECK_IN_WITHIN_M)
  const [tried, setTried] = useState(false)
  const nobody = units.length + workers.length === 0
  const optionsOf = (some: readonly UnitRecord[]) => some.map((unit) => ({
    value: unit.id, label: nameOf(unit, language), search: `${unit.name} ${unit.nameEn}`.toLowerCase(),
  }))
  const levels = [...new Set(serving.map(({ areaCode }) => levelOfDesk(areaCode)))]
  const groups = [
    ...levels.map((level) => ({
      label: t('form.serving', { level: level === undefined ? '' : t(`caseWork:level.${level}`) }),
      options: optionsOf(serving.filter(({ areaCode }) => levelOfDesk(areaCode) === level)),
    })),
    { label: t('form.others'), options: optionsOf(others) },
  ].filter(({ options }) => options.length > 0)
  const blow = async () => {
    setTried(true)
    if (nobody || text.trim() === '') return
    const body: NewWhistleBody = {
      ...(caseId !== undefined && { caseId }), lng: place.lng, lat: place.lat, unitIds: units, workerIds: workers,
      text: text.trim(), withinMinutes, withinM,
    }
    if ((await send(() => postJson<WhistleRecord>('/api/whistles', body))) === undefined) return
    void message.success(t('form.sent'))
    onBlown()
  }
  return (
    <div className="whistle-form step-form" data-testid="whistle-form">
      <label>
        <span>{t('form.units')}</span>
        <Select
          mode="multiple" value={units} options={groups} showSearch={{ optionFilterProp: 'search' }} maxCount={20}
          placeholder={t('form.unitsPlaceholder')} data-testid="whistle-units" placement="topLeft" onChange={setUnits}
        />
      </label>
      <label>
        <span>{t('form.workers')}</span>
        <Select
          mode="multiple" value={workers} options={workerOptions} showSearch={{ optionFilterProp: 'search' }} maxCount={20}
          placeholder={t('form.workersPlaceholder')} data-testid="whistle-workers" placement="topLeft" onChange={setWorkers}
        />
      </label>
      {tried && nobody && <em role="alert">{t('form.whomMissing')}</em>}
      <label>
        <span>{t('form.text')}</span>
        <Input.TextArea
          value={text} maxLength={400} autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t('form.textPlaceholder')}
          data-testid="whistle-text" onChange={(event) => setText(event.target.value)}
        />
      </label>
      {tried && text.trim() === '' && <em role="alert">{t('form.textMissing')}</em>}
      <div className="form-pair">
        <label>
          <span>{t('form.minutes')}</span>
          <Select
            value={withinMinutes} data-testid="whistle-minutes" placement="topLeft" onChange={setWithinMinutes}
            options={MINUTES.map((value) => ({ value, label: t('form.minutesOf', { count: value }) }))}
          />
        </label>
        <label>
          <span>{t('form.radius')}</span>
          <InputNumber
            min={20} max={2000} step={50} precision={0} value={withinM} suffix={t('form.metres')} data-testid="whistle-radius"
            onChange={(metres) => setWithinM(metres ?? CHECK_IN_WITHIN_M)}
          />
        </label>
      </div>
      <div className="form-buttons">
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
        <Button type="primary" loading={busy} data-testid="whistle-send" onClick={() => void blow()}>{t('form.send')}</Button>
      </div>
    </div>
  )
}
