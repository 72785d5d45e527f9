import { App, Button, Progress } from 'antd'
import { type Dispatch, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../api/use-error-text.ts'
import { bytesText } from './bytes-text.ts'
import { type ChosenFile, filesObstacle, MOST_FILES, type Wizard, type WizardAction } from './import-wizard.ts'
import { LayerSelect } from './layer-select.tsx'
import type { Uploads } from './use-uploads.ts'

/** What the server can read. */
const ACCEPTED = '.geojson,.json,.ndjson,.geojsonl,.zip,.gpkg,.csv'

interface FilesStepProps {
  wizard: Wizard
  dispatch: Dispatch<WizardAction>
  uploads: Uploads
}

/** Files are chosen and sent at once; each gets a layer by its name, which may be changed. */
export function FilesStep({ wizard, dispatch, uploads }: FilesStepProps) {
  const { t } = useTranslation('adminImport')
  const { message } = App.useApp()
  const [over, setOver] = useState(false)
  const obstacle = filesObstacle(wizard)

  const add = (chosen: readonly File[]) => {
    const files = chosen.slice(0, MOST_FILES - wizard.files.length)
    if (files.length < chosen.length) void message.warning(t('files.tooMany', { count: MOST_FILES }))
    dispatch({ type: 'added', files })
    files.forEach((file, index) => uploads.send(wizard.nextKey + index, file))
  }

  return (
    <section className="imports-files">
      <label
        className="imports-drop" data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add([...event.dataTransfer.files])
        }}
      >
        <input
          type="file" multiple accept={ACCEPTED} data-testid="import-files"
          onChange={(event) => {
            add([...(event.target.files ?? [])])
            // The same file may be chosen again after it was mended.
            event.target.value = ''
          }}
        />
        <b>{t('files.drop')}</b>
        <span>{t('files.formats')}</span>
      </label>
      {wizard.files.length > 0 && (
        <ul className="imports-chosen">
          {wizard.files.map((file) => <FileRow key={file.key} file={file} dispatch={dispatch} uploads={uploads} />)}
        </ul>
      )}
      <footer className="imports-foot">
        <span>{t('files.safe')}</span>
        {obstacle !== undefined && wizard.files.length > 0 && <em>{t(`files.obstacle.${obstacle}`)}</em>}
        <Button
          type="primary" disabled={obstacle !== undefined} data-testid="import-next"
          onClick={() => dispatch({ type: 'step', step: 'mapping' })}
        >
          {t('next')}
        </Button>
      </footer>
    </section>
  )
}

interface FileRowProps {
  file: ChosenFile
  dispatch: Dispatch<WizardAction>
  uploads: Uploads
}

function FileRow({ file, dispatch, uploads }: FileRowProps) {
  const { t } = useTranslation('adminImport')
  const errorText = useErrorText()
  const { key, name, bytes, layer, upload } = file
  const sentBytes = upload.type === 'sent' ? bytes : upload.type === 'sending' ? upload.sentBytes : 0
  return (
    <li data-testid="import-file" data-upload={upload.type}>
      <div className="imports-file-name">
        <b title={name}>{name}</b>
        <span>{bytesText(bytes)}</span>
      </div>
      <LayerSelect value={layer} onChange={(chosen) => dispatch({ type: 'layer', key, layer: chosen })} />
      {upload.type === 'failed'
        ? (
            <div className="imports-file-error" role="alert">
              <span>{errorText(upload.error)}</span>
              <Button size="small" onClick={() => uploads.sendAgain(key)}>{t('files.again')}</Button>
            </div>
          )
        : (
            <Progress
              percent={Math.min(100, Math.floor((sentBytes / Math.max(bytes, 1)) * 100))} size="small"
              status={upload.type === 'sent' ? 'success' : 'active'} data-testid="import-upload-progress"
            />
          )}
      <Button
        type="text" size="small" data-testid="import-remove"
        onClick={() => {
          uploads.cancel(key)
          dispatch({ type: 'removed', key })
        }}
      >
        {t('files.remove')}
      </Button>
    </li>
  )
}
