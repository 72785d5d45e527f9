import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../server/contract/api/boundaries.ts'
import { useLanguage } from '../../language/language.ts'
import { KIND_COLOURS } from './finding-colours.ts'
import { squareMetres } from './report-text.ts'

/** Codes that one line holds. */
const MOST_CODES = 4

interface FindingRowProps {
  finding: Finding
  selected: boolean
  onSelect(finding: Finding): void
}

/** One finding: its kind and size, its sentence, and where it comes from. A click shows it on the map. */
export function FindingRow({ finding, selected, onSelect }: FindingRowProps) {
  const { t } = useTranslation('adminReport')
  const language = useLanguage()
  const { id, kind, severity, layer, file, row, codes, areaM2, text, textEn, bounds } = finding
  const size = squareMetres(areaM2, language)
  const source = [file, row === null ? null : t('list.row', { row })].filter((part) => part !== null).join(' ')
  return (
    <button
      type="button" className={`finding-row finding-${severity}`} aria-current={selected} data-testid={`finding-${id}`}
      title={bounds === null ? t('list.noPlace') : t('list.show')} onClick={() => onSelect(finding)}
    >
      <span className="finding-head">
        <i className="finding-swatch" style={{ background: KIND_COLOURS[kind] }} />
        <b>{t(`kind.${kind}`)}</b>
        <em>{t(`severity.${severity}`)}</em>
        {layer !== null && <span className="muted">{t(`layer.${layer}`, { defaultValue: layer })}</span>}
        {size !== null && <span className="finding-size">{size}</span>}
      </span>
      <span className="finding-text">{language === 'zh' ? text : textEn}</span>
      {(codes.length > 0 || source !== '' || bounds === null) && (
        <span className="finding-foot">
          {codes.slice(0, MOST_CODES).map((code) => <code key={code}>{code}</code>)}
          {codes.length > MOST_CODES && <span>+{codes.length - MOST_CODES}</span>}
          {source !== '' && <span className="finding-source">{source}</span>}
          {bounds === null && <span>{t('list.noPlace')}</span>}
        </span>
      )}
    </button>
  )
}
