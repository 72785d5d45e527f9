import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { postJson } from '../../api/fetch-json.ts'
import { ChoiceRow } from '../steps/choice-row.tsx'
import { BulkOutcomes } from './bulk-outcomes.tsx'
import { BULK_STEPS, runBulk, type BulkDraft, type BulkOutcome, type BulkStep } from './bulk-steps.ts'
import './bulk.css'

/** More would keep the officer waiting longer than he should. */
const AT_MOST = 200
const NEEDS_REASON: ReadonlySet<BulkStep> = new Set(['supervise', 'transfer'])
const LEVELS = ['province', 'city', 'district', 'street', 'community'] as const

interface CaseBulkBarProps {
  chosen: readonly CaseSummary[]
  onAll(): void
  onNone(): void
}

type Work = { type: 'none' } | { type: 'running'; done: number; count: number } | { type: 'over'; outcomes: BulkOutcome[] }

/** Takes one step with all chosen cases, and says what came of each. */
export function CaseBulkBar({ chosen, onAll, onNone }: CaseBulkBarProps) {
  const { t } = useTranslation(['caseWork', 'common'])
  const [step, setStep] = useState<BulkStep>()
  const [draft, setDraft] = useState<BulkDraft>({ note: '', kind: 'instant', stage: 1, level: 'district' })
  const [work, setWork] = useState<Work>({ type: 'none' })
  const run = async (which: BulkStep) => {
    const records = chosen.slice(0, AT_MOST)
    setWork({ type: 'running', done: 0, count: records.length })
    const outcomes = await runBulk(
      which, draft, records, (record, body) => postJson(`/api/cases/${record.id}/steps/${which}`, body),
      (done) => setWork({ type: 'running', done, count: records.length }),
    )
    setStep(undefined)
    setWork({ type: 'over', outcomes })
  }
  if (work.type === 'over') {
    return (
      <BulkOutcomes
        outcomes={work.outcomes}
        onClose={() => {
          setWork({ type: 'none' })
          onNone()
        }}
      />
    )
  }
  const busy = work.type === 'running'
  return (
    <div className="case-bulk" data-testid="case-bulk">
      <div className="bulk-line">
        <b>{t('bulk.chosen', { count: chosen.length })}</b>
        <button type="button" className="link-button" onClick={onAll}>{t('bulk.all')}</button>
        <button type="button" className="link-button" onClick={onNone}>{t('bulk.none')}</button>
        {chosen.length > AT_MOST && <em>{t('bulk.limit')}</em>}
        {busy && <span className="push" role="status">{t('bulk.running', work)}</span>}
      </div>
      {step !== undefined && step !== 'dispatch' && (
        <>
          {step === 'supervise' && (
            <ChoiceRow
              label={t('form.kind')} value={draft.kind} testId="bulk-kind"
              choices={(['instant', 'written', 'on-site', 'referral'] as const)
                .map((kind) => [kind, t(`supervision.${kind}`)] as const)}
              onChange={(kind) => setDraft({ ...draft, kind })}
            />
          )}
          {step === 'transfer' && (
            <label title={t('bulk.levelHint')}>
              <span className="muted">{t('bulk.deskOf')}</span>
              <Select
                value={draft.level} options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
                placement="topLeft" data-testid="bulk-level" onChange={(level) => setDraft({ ...draft, level })}
              />
            </label>
          )}
          <Input.TextArea
            value={draft.note} maxLength={2000} autoSize={{ minRows: 1, maxRows: 4 }} data-testid="bulk-note"
            placeholder={NEEDS_REASON.has(step) ? t('form.reason') : t('form.note')}
            onChange={(event) => setDraft({ ...draft, note: event.target.value })}
          />
        </>
      )}
      <div className="bulk-line">
        {step === undefined
          ? BULK_STEPS.map((one) => (
            <Button
              key={one} size="small" type={one === 'dispatch' ? 'primary' : 'default'} data-testid={`bulk-${one}`}
              disabled={busy} onClick={() => setStep(one)}
            >
              {t(`bulk.${one}`)}
            </Button>
          ))
          : (
            <>
              <Button size="small" disabled={busy} onClick={() => setStep(undefined)}>{t('common:cancel')}</Button>
              <Button
                size="small" type="primary" loading={busy} data-testid="bulk-submit"
                disabled={NEEDS_REASON.has(step) && draft.note.trim() === ''} onClick={() => void run(step)}
              >
                {t('bulk.submit', { step: t(`bulk.${step}`), count: Math.min(AT_MOST, chosen.length) })}
              </Button>
            </>
          )}
      </div>
    </div>
  )
}
