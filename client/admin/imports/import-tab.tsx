import { Button, Steps } from 'antd'
import { useCallback, useEffect, useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import type { ImportRecord } from '../../../server/contract/api/imports.ts'
import { getJson, postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FilesStep } from './files-step.tsx'
import { importOfSearch, searchWithImport } from './import-address.ts'
import { ImportList } from './import-list.tsx'
import { EMPTY_WIZARD, newImportOf, wizardAfter } from './import-wizard.ts'
import { MappingStep } from './mapping-step.tsx'
import { ReadingStep } from './reading-step.tsx'
import { ResultStep } from './result-step.tsx'
import { isUnderWay, useImport } from './use-import.ts'
import { usePreviews } from './use-previews.ts'
import { useUploads } from './use-uploads.ts'
import './imports.css'

const STEPS = ['files', 'mapping', 'reading', 'result'] as const

type Starting = { type: 'no' } | { type: 'yes' } | { type: 'failed'; error: unknown }

interface ImportTabProps {
  city: CityRecord
  /** Told after an import was put in force. */
  onSwitched(): void
}

/** Files come in: chosen, mapped, read, looked at and put in force. Below are the imports there were. */
export function ImportTab({ city, onSwitched }: ImportTabProps) {
  const { t } = useTranslation('adminImport')
  const errorText = useErrorText()
  const [wizard, dispatch] = useReducer(wizardAfter, EMPTY_WIZARD)
  const [starting, setStarting] = useState<Starting>({ type: 'no' })
  const [openedId, setOpenedId] = useState(() => importOfSearch(location.search))
  const opened = useImport(openedId)
  const list = useJson<ImportRecord[]>('/api/imports')
  const { reload: reloadList } = list
  const uploads = useUploads(dispatch)
  usePreviews(wizard, dispatch)

  const open = useCallback((id: number | null) => {
    history.replaceState(null, '', location.pathname + searchWithImport(location.search, id))
    setOpenedId(id)
    setStarting({ type: 'no' })
  }, [])

  // What the server is reading is taken up again by whoever comes here; later it is only one of the list.
  useEffect(() => {
    if (importOfSearch(location.search) !== null) return
    const controller = new AbortController()
    getJson<ImportRecord[]>('/api/imports', controller.signal).then(
      (imports) => {
        const underWay = imports.find(isUnderWay)
        if (underWay !== undefined) open(underWay.id)
      },
      // The list below says why.
      () => undefined,
    )
    return () => controller.abort()
  }, [open])

  const { record } = opened
  const state = record?.state
  useEffect(() => {
    if (state !== undefined) reloadList()
  }, [state, reloadList])

  const start = async () => {
    const body = newImportOf(wizard)
    if (body === undefined) return
    setStarting({ type: 'yes' })
    try {
      const { id } = await postJson<ImportRecord>('/api/imports', body)
      dispatch({ type: 'emptied' })
      open(id)
    } catch (error) {
      setStarting({ type: 'failed', error })
    }
  }

  const step = openedId === null ? wizard.step : record === undefined || isUnderWay(record) ? 'reading' : 'result'
  return (
    <div className="imports" data-testid="import-tab" data-step={step}>
      <header className="imports-head">
        <Steps current={STEPS.indexOf(step)} size="small" items={STEPS.map((name) => ({ title: t(`step.${name}`) }))} />
        {openedId !== null && (
          <Button onClick={() => open(null)} data-testid="import-another">{t('another')}</Button>
        )}
      </header>
      {step === 'files' && <FilesStep wizard={wizard} dispatch={dispatch} uploads={uploads} />}
      {step === 'mapping' && (
        <>
          {starting.type === 'failed' && (
            <div className="panel-error" role="alert" data-testid="import-start-error">{errorText(starting.error)}</div>
          )}
          <MappingStep
            wizard={wizard} dispatch={dispatch} starting={starting.type === 'yes'} onStart={() => void start()}
          />
        </>
      )}
      {step === 'reading' && <ReadingStep id={openedId!} {...opened} />}
      {step === 'result' && (
        <ResultStep
          record={record!} city={city}
          onDiscarded={opened.reload}
          onApplied={() => {
            opened.reload()
            onSwitched()
          }}
        />
      )}
      <ImportList
        state={list.state} imports={valueOf(list.state)} openedId={openedId} timeZone={city.timeZone}
        onOpen={open} onRetry={reloadList}
      />
    </div>
  )
}
