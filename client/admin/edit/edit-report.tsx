import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useLanguage } from '../../language/language.ts'
import { isDirty, severityOf } from './editor-state.ts'
import type { GridEditor } from './grid-editor.ts'
import type { Box } from './shared-edges/plane.ts'
import { useGridNames } from './use-grid-names.ts'

/** About a hundred metres, to be looked at around a point. */
const AROUND_DEG = 0.001

/** What is wrong: at once what the client sees in unsaved changes, then what the server found. A click goes there. */
export function EditReport({ editor, onShow }: { editor: GridEditor; onShow(box: Box): void }) {
  const { t } = useTranslation('boundaryEditor')
  const language = useLanguage()
  const namesOf = useGridNames(editor)
  const state = useStore(editor.store)
  const { problems, findings, saving } = state
  return (
    <section className="edit-report" data-testid="edit-report">
      {isDirty(state) && (
        <>
          <h3>{t('report.own')}</h3>
          <ul>
            {problems.map(({ kind, ids, at: [lng, lat] }) => (
              <li key={`${kind} ${ids.join(' ')}`} className={severityOf(kind)}>
                <button
                  type="button" title={t('report.show')}
                  onClick={() => onShow([lng - AROUND_DEG, lat - AROUND_DEG, lng + AROUND_DEG, lat + AROUND_DEG])}
                >
                  {t(`report.problem.${kind}`, { names: namesOf(ids) })}
                </button>
              </li>
            ))}
            {problems.length === 0 && <li className="clean">{t('report.clean')}</li>}
          </ul>
        </>
      )}
      <h3>{saving.type === 'saved' ? t('report.server') : t('report.all')}</h3>
      <ul>
        {findings.map(({ id, severity, text, textEn, bounds }) => (
          <li key={id} className={severity}>
            <button
              type="button" title={t('report.show')} disabled={bounds === null}
              onClick={() => bounds && onShow(bounds)}
            >
              {language === 'zh' ? text : textEn}
            </button>
          </li>
        ))}
        {findings.length === 0 && (
          <li className={saving.type === 'saved' ? 'clean' : 'none'}>
            {saving.type === 'saved' ? t('report.clean') : t('report.noRecord')}
          </li>
        )}
      </ul>
    </section>
  )
}
