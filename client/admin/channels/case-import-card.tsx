import { Alert, App, Button, Select, Table, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseImportPreview, CaseImportRecord, CaseImportReply } from '../../../server/contract/api/channels.ts'
import { DATUMS } from '../../../server/contract/api/cases.ts'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { CaseImportHistory } from './case-import-history.tsx'
import { sendTable, type TableQuestion } from './send-table.ts'

const FIELDS = [
  'externalNumber', 'categoryCode', 'description', 'lng', 'lat', 'address', 'reportedAt', 'urgent', 'contactName',
  'contactPhone',
] as const
const FIRST_QUESTION: TableQuestion = { sheet: undefined, channel: 'import', datum: 'wgs84', mapping: {} }

/** A table of cases: chosen, looked at, put right, imported; with what became of those before. */
export function CaseImportCard({ city }: { city: CityRecord }) {
  const { t } = useTranslation('channels')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const language = useLanguage()
  const history = useJson<CaseImportRecord[]>('/api/case-imports')
  const [file, setFile] = useState<File>()
  const [question, setQuestion] = useState(FIRST_QUESTION)
  const [preview, setPreview] = useState<CaseImportPreview>()
  const [reply, setReply] = useState<CaseImportReply>()
  const [busy, setBusy] = useState(false)
  const openChannels = city.channels.filter(({ enabled }) => enabled)

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      void message.error(errorText(error))
    }
    setBusy(false)
  }

  function look(at: File, next: TableQuestion): void {
    setFile(at)
    setQuestion(next)
    setReply(undefined)
    void attempt(async () => setPreview(await sendTable<CaseImportPreview>('/api/case-imports/preview', at, next)))
  }

  function run(at: File): void {
    void attempt(async () => {
      setReply(await sendTable<CaseImportReply>('/api/case-imports', at, question))
      setPreview(undefined)
      history.reload()
    })
  }

  function chooseColumn(field: string, header: string | undefined): void {
    if (file === undefined) return
    const { [field]: _before, ...others } = question.mapping
    // a column serves one field: whoever had it by a guess or a choice gives it up
    const mapping = Object.fromEntries(Object.entries(others).filter(([, taken]) => taken !== header))
    look(file, { ...question, mapping: header === undefined ? mapping : { ...mapping, [field]: header } })
  }

  return (
    <section className="field-card" data-testid="case-import">
      <h3>{t('import.title')}</h3>
      <p className="field-hint">{t('import.hint')}</p>
      <div className="field-bar">
        <Upload
          accept=".csv,.xlsx" showUploadList={false}
          beforeUpload={(chosen: File) => {
            look(chosen, { ...question, sheet: undefined, mapping: {} })
            return false
          }}
        >
          <Button type={file === undefined ? 'primary' : 'default'} loading={busy}>
            {file?.name ?? t('import.choose')}
          </Button>
        </Upload>
        {file !== undefined && preview !== undefined && (
          <>
            {preview.sheets.length > 1 && (
              <Select
                className="field-choice" value={question.sheet ?? preview.sheets[0]} aria-label={t('import.sheet')}
                options={preview.sheets.map((value) => ({ value, label: value }))}
                onChange={(sheet) => look(file, { ...question, sheet, mapping: {} })}
              />
            )}
            <Select
              className="field-choice" value={question.channel} aria-label={t('import.channel')}
              options={openChannels.map((one) => ({ value: one.code, label: nameOf(one, language) }))}
              onChange={(channel) => setQuestion({ ...question, channel })}
            />
            <Select
              className="field-choice" value={question.datum} aria-label={t('import.datum')}
              options={DATUMS.map((value) => ({ value, label: t(`import.datums.${value}`) }))}
              onChange={(datum) => look(file, { ...question, datum })}
            />
          </>
        )}
      </div>
      {preview !== undefined && file !== undefined && (
        <>
          <h4>{t('import.columns')}</h4>
          <div className="channel-columns">
            {FIELDS.map((field) => (
              <label key={field}>
                <span>{t(`import.fields.${field}`)}</span>
                <Select
                  allowClear value={preview.mapping[field]} placeholder={t('import.noColumn')}
                  options={preview.headers.map((value) => ({ value, label: value }))}
                  onChange={(header: string | undefined) => chooseColumn(field, header)}
                />
              </label>
            ))}
          </div>
          {preview.missing.length > 0
            ? <Alert type="error" title={t('import.missing', { fields: preview.missing.map(wordOf).join('、') })} />
            : (
                <p data-testid="case-import-found">
                  {t('import.found', { rows: preview.rows, readable: preview.readable })}
                </p>
              )}
          <Refusals
            title={t('import.errors')}
            rows={preview.errors.map(({ reasons, ...one }) => ({ ...one, reason: reasons.join(' ') }))}
          />
          <Button
            type="primary" className="field-more" disabled={preview.readable === 0} loading={busy}
            onClick={() => run(file)} data-testid="case-import-run"
          >
            {t('import.run', { count: preview.readable })}
          </Button>
        </>
      )}
      {reply !== undefined && (
        <>
          <Alert
            type={reply.refused === 0 ? 'success' : 'warning'}
            title={t('import.done', reply)} data-testid="case-import-done"
            action={<a href={`/api/case-imports/${reply.id}/result.csv`} download>{t('import.result')}</a>}
          />
          <Refusals title={t('import.errors')} rows={reply.refusals} />
        </>
      )}
      <FailedLine state={history.state} onRetry={history.reload} />
      <CaseImportHistory city={city} imports={valueOf(history.state) ?? []} />
    </section>
  )

  function wordOf(field: string): string {
    const known = FIELDS.find((one) => one === field)
    return known === undefined ? field : t(`import.fields.${known}`)
  }
}

interface RefusalsProps {
  title: string
  rows: { row: number; externalNumber: string | null; reason: string }[]
}

/** Rows of a table and why they are no cases; nothing where there are none. */
function Refusals({ title, rows }: RefusalsProps) {
  const { t } = useTranslation('channels')
  if (rows.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <Table
        size="small" rowKey="row" dataSource={rows} pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { title: t('import.row'), dataIndex: 'row' },
          { title: t('import.number'), render: (_, { externalNumber }) => externalNumber ?? '—' },
          { title: t('import.reason'), dataIndex: 'reason' },
        ]}
      />
    </>
  )
}
