import { isFinished } from '../../../server/contract/api/cases.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GridRecord } from '../../../server/contract/api/city.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { areaName, unitName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { CaseLinks } from './case-links.tsx'
import { Asked, Facts, Panel, Section } from './panel.tsx'

const LISTED = 50

/** A grid: who works in it, who answers for it, and what is open in it. */
export function GridDetail({ id }: { id: number }) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, select } = useDesk()
  const { state, reload } = useJson<GridRecord>(`/api/grids/${id}`)
  const grid = valueOf(state)
  const cases = useLive((live) => live.cases)
  const ownCases = useMemo(
    () => [...cases.values()]
      .filter((record) => record.ownerGridId === id && !isFinished(record.status))
      .toReversed(),
    [cases, id],
  )
  return (
    <Panel
      testId="grid-detail" title={grid === undefined ? t('case.owners') : nameOf(grid, language)}
      subtitle={grid !== undefined && (
        <>
          <span>{t(`common:layer.${grid.layer}`)}</span>
          <span>{grid.code}</span>
        </>
      )}
    >
      <Asked state={state} onRetry={reload}>
        {(grid) => (
          <>
            <Facts
              rows={[
                [t('grid.area'), areaName(city, grid.areaCode, language, 4)],
                [t('grid.unit'), unitName(city, grid.unitId, language)],
                [t('grid.openCases'), <b key="open" data-testid="grid-open-cases">{grid.openCases}</b>],
              ]}
            />
            <Section title={t('grid.workers')} aside={grid.workers.length}>
              {grid.workers.length === 0 && <p className="muted">{t('grid.none')}</p>}
              <ul className="people">
                {grid.workers.map((worker) => (
                  <li key={worker.id}>
                    <button
                      type="button" className="link-button" onClick={() => select({ type: 'worker', id: worker.id })}
                    >
                      {nameOf(worker, language)}
                    </button>
                    <span className="muted">{worker.number}</span>
                    <a href={`tel:${worker.phone}`}>{worker.phone}</a>
                  </li>
                ))}
              </ul>
            </Section>
            <Section title={t('grid.openCases')} aside={ownCases.length}>
              <CaseLinks cases={ownCases.slice(0, LISTED)} />
            </Section>
          </>
        )}
      </Asked>
    </Panel>
  )
}
