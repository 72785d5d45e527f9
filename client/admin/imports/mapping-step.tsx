import { Button } from 'antd'
import { type Dispatch, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mappingObstacle, newImportOf, type Wizard, type WizardAction } from './import-wizard.ts'
import { MappingPanel } from './mapping-panel.tsx'

interface MappingStepProps {
  wizard: Wizard
  dispatch: Dispatch<WizardAction>
  starting: boolean
  onStart(): void
}

/** Says file by file how it is understood, and lets it be put right before anything is read. */
export function MappingStep({ wizard, dispatch, starting, onStart }: MappingStepProps) {
  const { t } = useTranslation('adminImport')
  const [chosenKey, setChosenKey] = useState<number>()
  const firstInNeed = wizard.files.find((file) => ['failed', 'missing'].includes(mappingObstacle(file) ?? ''))
  const chosen = wizard.files.find(({ key }) => key === chosenKey) ?? wizard.files[0]!
  const obstacle = wizard.files.map(mappingObstacle).find((one) => one !== undefined)

  return (
    <section className="imports-mapping">
      <div className="imports-mapping-room">
        <nav className="imports-mapping-files">
          {wizard.files.map((file) => {
            const what = mappingObstacle(file) ?? 'ready'
            return (
              <button
                key={file.key} type="button" aria-current={file === chosen} onClick={() => setChosenKey(file.key)}
                data-testid="import-mapping-file" data-state={what}
              >
                <b>{file.layer === undefined ? file.name : t(`layers.${file.layer}`)}</b>
                <span title={file.name}>{file.name}</span>
                <em className={`imports-mark-${what}`}>{t(`mapping.${what}`)}</em>
              </button>
            )
          })}
        </nav>
        <MappingPanel key={chosen.key} file={chosen} dispatch={dispatch} />
      </div>
      <footer className="imports-foot">
        <Button disabled={starting} onClick={() => dispatch({ type: 'step', step: 'files' })} data-testid="import-back">
          {t('back')}
        </Button>
        <span />
        {obstacle !== undefined && (
          <em>
            {t(`mapping.obstacle.${obstacle}`)}
            {firstInNeed !== undefined && firstInNeed !== chosen && (
              <button type="button" onClick={() => setChosenKey(firstInNeed.key)}>{firstInNeed.name}</button>
            )}
          </em>
        )}
        <Button
          type="primary" loading={starting} disabled={newImportOf(wizard) === undefined} onClick={onStart}
          data-testid="import-start"
        >
          {t('start')}
        </Button>
      </footer>
    </section>
  )
}
