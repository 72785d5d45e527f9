import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseRecord } from '../../../server/contract/api/cases.ts'
import { postJson } from '../../api/fetch-json.ts'
import { eventsSince, isNews } from './case-changes.ts'
import { ChangeNotice } from './change-notice.tsx'
import { bodyOf, emptyDraft, fieldsOf, missingOf } from './step-draft.ts'
import { StepFieldInput } from './step-fields.tsx'
import { isOutOfDate, useStepError } from './use-step-error.ts'
import { useStepName } from './use-step-name.ts'

interface StepFormProps {
  record: CaseRecord
  step: CaseStep
  onCancel(): void
  /** The step was taken. */
  onTaken(): void
  /** The case is another now than it was: it ought to be read again. */
  onOutdated(): void
}

type Sending = { type: 'no' } | { type: 'yes' } | { type: 'failed'; error: unknown }

/**
 * The form of a step. It says which version of the case it was filled in for, so that nobody decides over what another
 * has just done: what changed meanwhile is told, and what was typed stays.
 */
export function StepForm({ record, step, onCancel, onTaken, onOutdated }: StepFormProps) {
  const { t } = useTranslation(['caseWork', 'common', 'desk'])
  const { message } = App.useApp()
  const stepName = useStepName(record)
  const [draft, setDraft] = useState(() => emptyDraft(record, step))
  const [seenVersion, setSeenVersion] = useState(record.version)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState<Sending>({ type: 'no' })
  const open = record.openSteps.find((one) => one.step === step)
  const stepError = useStepError(open)
  const needsReason = open?.needsReason ?? false
  const missing = missingOf(step, draft, needsReason)
  const changes = eventsSince(record, seenVersion)
  const hasNews = isNews(changes)

  const send = async () => {
    setTried(true)
    if (missing.length > 0) return
    setSending({ type: 'yes' })
    try {
      await postJson(`/api/cases/${record.id}/steps/${step}`, bodyOf(step, draft, record, record.version))
    } catch (error) {
      setSending({ type: 'failed', error })
      if (isOutOfDate(error)) onOutdated()
      return
    }
    void message.success(t('form.done', { step: stepName(step), number: record.number }))
    onTaken()
  }

  return (
    <div className="step-form" data-testid={`${step}-form`}>
      <h3>{stepName(step)}</h3>
      {step === 'dispatch' && <p className="muted">{t('desk:dispatch.explain')}</p>}
      {(hasNews || open === undefined) && (
        <ChangeNotice
          events={changes} record={record} isOpen={open !== undefined}
          onSeen={() => setSeenVersion(record.version)}
        />
      )}
      {fieldsOf(step).map((field) => (
        <StepFieldInput
          key={field} step={step} field={field} record={record} draft={draft} needsReason={needsReason}
          missing={tried && missing.includes(field)} onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      ))}
      {sending.type === 'failed' && (
        <div className="panel-error" role="alert" data-testid={`${step}-error`}>{stepError(sending.error)}</div>
      )}
      <div className="form-buttons">
        <Button onClick={onCancel}>{t('common:cancel')}</Button>
        <Button
          type="primary" loading={sending.type === 'yes'} disabled={hasNews || open === undefined} autoFocus={!needsReason}
          data-testid={`${step}-submit`} onClick={() => void send()}
        >
          {t('form.submit', { step: stepName(step) })}
        </Button>
      </div>
    </div>
  )
}
