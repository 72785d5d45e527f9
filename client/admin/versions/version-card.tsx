import { Button, Tag, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { VersionRecord } from '../../../server/contract/api/boundaries.ts'
import { cityTime } from '../../city/city-time.ts'

export type VersionActions = Record<'select' | 'edit' | 'check' | 'switchTo' | 'remove', (version: VersionRecord) => void>

interface VersionCardProps {
  version: VersionRecord
  timeZone: string
  chosen: boolean
  busy: boolean
  actions: VersionActions
}

const TAG_COLOUR = { draft: 'gold', 'in-force': 'green', past: 'default' } as const

/** One version: what it is, when it was in force, what was found in it, and what can be done with it. */
export function VersionCard({ version, timeZone, chosen, busy, actions }: VersionCardProps) {
  const { t } = useTranslation('admin')
  const { id, state, note, periods, gridCounts, areaCount, findings, importId, basedOn, revision, checkedAt } = version
  const time = cityTime(timeZone)
  const facts = [
    t('versions.gridCounts', gridCounts),
    t('versions.areas', { count: areaCount }),
    importId !== null && t('versions.importedBy', { id: importId }),
    importId === null && basedOn !== null && t('versions.basedOn', { id: basedOn }),
    state === 'draft' && revision > 1 && t('versions.revision', { revision }),
  ].filter((fact) => fact !== false)
  const why = findings.error > 0
    ? t('versions.hasErrors', { count: findings.error })
    : state === 'draft' && importId !== null ? t('versions.applyImport') : undefined

  return (
    <section className="version-card" aria-current={chosen} data-testid={`version-${id}`}>
      <button type="button" className="version-head" onClick={() => actions.select(version)}>
        <b>{t('versions.version')} {id}</b>
        <Tag color={TAG_COLOUR[state]}>{t(`versions.states.${state}`)}</Tag>
        <span className="version-note">{note}</span>
      </button>
      <ul className="version-facts">
        {periods.length === 0 && <li>{t('versions.never')}</li>}
        {periods.map(({ validFrom, validTo, switchedBy }) => (
          <li key={validFrom}>
            {validTo === null
              ? t('versions.from', { from: time.dateTime(validFrom) })
              : t('versions.between', { from: time.dateTime(validFrom), to: time.dateTime(validTo) })}
            <i> {switchedBy}</i>
          </li>
        ))}
        <li>{facts.join('　')}</li>
        <li className="version-findings"><FindingCounts findings={findings} checked={checkedAt !== null} /></li>
      </ul>
      <div className="version-actions">
        {state === 'draft' && (
          <Button size="small" onClick={() => actions.edit(version)}>{t('versions.edit')}</Button>
        )}
        <Button size="small" loading={busy} onClick={() => actions.check(version)} data-testid={`check-${id}`}>
          {t('versions.check')}
        </Button>
        {state !== 'in-force' && (
          <Tooltip title={state === 'draft' ? why : undefined}>
            <Button
              size="small" type="primary" disabled={state === 'draft' && why !== undefined} loading={busy}
              onClick={() => actions.switchTo(version)} data-testid={`switch-${id}`}
            >
              {t(state === 'draft' ? 'versions.switch' : 'versions.back')}
            </Button>
          </Tooltip>
        )}
        {state === 'draft' && importId === null && (
          <Button size="small" danger onClick={() => actions.remove(version)}>{t('versions.remove')}</Button>
        )}
      </div>
    </section>
  )
}

function FindingCounts({ findings, checked }: Pick<VersionRecord, 'findings'> & { checked: boolean }) {
  const { t } = useTranslation('admin')
  const { error, warning, note } = findings
  if (error + warning + note === 0) return t(checked ? 'versions.clean' : 'versions.unchecked')
  return (
    <>
      {error > 0 && <Tag color="red">{error} {t('versions.error')}</Tag>}
      {warning > 0 && <Tag color="orange">{warning} {t('versions.warning')}</Tag>}
      {note > 0 && <Tag>{note} {t('versions.remark')}</Tag>}
    </>
  )
}
