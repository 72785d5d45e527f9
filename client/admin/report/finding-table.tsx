import { useTranslation } from 'react-i18next'
import type { FindingKind } from '../../../server/contract/api/boundaries.ts'
import { useLanguage } from '../../language/language.ts'
import { KIND_COLOURS } from './finding-colours.ts'
import type { KindCount } from './finding-counts.ts'
import { squareMetres } from './report-text.ts'

interface FindingTableProps {
  kinds: readonly KindCount[]
  chosen: FindingKind | undefined
  /** undefined: all kinds again. */
  onChoose(kind: FindingKind | undefined): void
}

/** How many findings of each kind there are and how much ground they cover; a click narrows list and map to a kind. */
export function FindingTable({ kinds, chosen, onChoose }: FindingTableProps) {
  const { t } = useTranslation('adminReport')
  const language = useLanguage()
  return (
    <div className="report-kinds">
      <table data-testid="report-kinds">
        <thead>
          <tr><th>{t('kindHeader')}</th><th className="number">{t('count')}</th><th className="number">{t('area')}</th></tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, severity, count, areaM2 }) => (
            <tr key={kind} className={`finding-${severity}`} data-chosen={kind === chosen}>
              <td>
                <button
                  type="button" aria-pressed={kind === chosen} data-testid={`report-kind-${kind}`}
                  title={kind === chosen ? t('allKinds') : t('kindFilter', { kind: t(`kind.${kind}`) })}
                  onClick={() => onChoose(kind === chosen ? undefined : kind)}
                >
                  <i className="finding-swatch" style={{ background: KIND_COLOURS[kind] }} />
                  {t(`kind.${kind}`)}
                  <small>{t(`severity.${severity}`)}</small>
                </button>
              </td>
              <td className="number"><b>{count.toLocaleString()}</b></td>
              <td className="number">{squareMetres(areaM2, language) ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
