import { Alert, App, Button, Segmented, Table, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  AUTO_DISPATCH, type AutoDispatchBody, type CatalogueImportReply, type CatalogueSummary, type CsvFault,
} from '../../../server/contract/api/catalogue.ts'
import { postJson, putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { readTextFile } from './read-text-file.ts'
import { useAct } from './use-act.ts'

/** How large the catalogue is and where it is from, what goes out by itself, and the catalogue as a table in and out. */
export function CatalogueHeader({ onChanged }: { onChanged(): void }) {
  const { t } = useTranslation('catalogue')
  const { message, modal } = App.useApp()
  const language = useLanguage()
  const act = useAct()
  const { state, reload } = useJson<CatalogueSummary>('/api/catalogue')
  const summary = valueOf(state)

  async function setAuto(autoDispatch: AutoDispatchBody['autoDispatch']): Promise<void> {
    await act(async () => {
      await putJson<AutoDispatchBody>('/api/catalogue/auto-dispatch', { autoDispatch })
      return t('saved')
    })
    reload()
  }

  function showFaults(faults: readonly CsvFault[]): void {
    modal.error({
      title: t('faultsTitle', { count: faults.length }), width: 760, okText: t('close'),
      content: (
        <Table<CsvFault>
          size="small" dataSource={[...faults]} rowKey={({ line, column }) => `${line} ${column}`} data-testid="catalogue-faults"
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          columns={[
            { title: t('line'), dataIndex: 'line' },
            { title: t('column'), dataIndex: 'column' },
            { title: t('value'), dataIndex: 'value' },
            { title: t('expected'), dataIndex: language === 'en' ? 'expected' : 'expectedZh' },
          ]}
        />
      ),
    })
  }

  async function bring(file: File): Promise<void> {
    await act(async () => {
      const csv = await readTextFile(file)
      const tried = await postJson<CatalogueImportReply>('/api/catalogue/import', { csv, dryRun: true })
      if (tried.faults.length > 0) return showFaults(tried.faults) as undefined
      modal.confirm({
        title: t('importTitle', { rows: tried.rows }), content: t('importText', { ...tried }), okText: t('import'),
        onOk: async () => {
          await act(async () => {
            const done = await postJson<CatalogueImportReply>('/api/catalogue/import', { csv })
            if (!done.applied) return showFaults(done.faults) as undefined
            void message.success(t('importDone', { ...done }))
            onChanged()
            return undefined
          })
          reload()
        },
      })
      return undefined
    })
  }

  return (
    <section className="field-card" data-testid="catalogue-summary">
      <FailedLine state={state} onRetry={reload} />
      {summary !== undefined && (
        <>
          <div className="catalogue-bar">
            <span data-testid="catalogue-size">
              {t('summary', { levels: summary.levels.join(' / '), leaves: summary.leaves, rules: summary.rulesInForce })}
            </span>
            <span className="catalogue-space" />
            <Button href="/api/catalogue/export.csv" data-testid="catalogue-export">{t('export')}</Button>
            <Upload accept=".csv,text/csv" showUploadList={false} beforeUpload={(file) => (void bring(file), false)}>
              <Button data-testid="catalogue-import">{t('import')}</Button>
            </Upload>
          </div>
          {summary.transcribed > 0 && (
            <Alert type="info" showIcon title={t('transcribed', { count: summary.transcribed })} data-testid="catalogue-source" />
          )}
          <div className="catalogue-bar">
            <span>{t('auto')}</span>
            <Segmented
              value={summary.autoDispatch} onChange={(value) => void setAuto(value)} data-testid="auto-dispatch"
              options={AUTO_DISPATCH.map((value) => ({ value, label: t(`autoChoice.${value}`) }))}
            />
            <span className="field-hint">{t('autoHint')} {t('onlyCity')}</span>
          </div>
        </>
      )}
    </section>
  )
}
