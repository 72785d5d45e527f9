import { useTranslation } from 'react-i18next'
import { type CaseRecord, type CaseSummary, isFinished, type RelatedCase } from '../../../server/contract/api/cases.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { Facts } from './panel.tsx'
import { relationsOf } from './relations-of.ts'

/** The cases that this one was merged or split with, by their numbers and as they are now; nothing where there are none. */
export function CaseRelations({ record }: { record: CaseRecord }) {
  const { t } = useTranslation('caseWork')
  const live = useLive((state) => state.cases)
  const { mergedInto, splitFrom, mergedIn, parts } = relationsOf(record)
  /** As the feed has it, which is newer than the record; undefined for one that this desk may not see. */
  const caseOf = (id: number): RelatedCase | CaseSummary | undefined =>
    live.get(id) ?? record.relatedCases.find((one) => one.id === id)
  const links = (ids: readonly number[]) => ids.map((id) => <RelatedLink key={id} related={caseOf(id)} />)
  const finished = parts.filter((id) => {
    const part = caseOf(id)
    return part !== undefined && isFinished(part.status)
  })
  if (mergedInto === null && splitFrom === null && mergedIn.length === 0 && parts.length === 0) return null
  return (
    <div className="relations" data-testid="case-relations">
      <Facts
        rows={[
          [t('fact.merged'), mergedInto === null ? undefined : links([mergedInto])],
          [t('fact.split'), splitFrom === null ? undefined : links([splitFrom])],
          [t('fact.mergedIn'), mergedIn.length === 0 ? undefined : links(mergedIn)],
          [t('fact.parts'), parts.length === 0 ? undefined : (
            <>
              <b data-testid="parts-finished">{t('parts', { finished: finished.length, total: parts.length })}</b>
              {links(parts)}
            </>
          )],
        ]}
      />
    </div>
  )
}

function RelatedLink({ related }: { related: RelatedCase | CaseSummary | undefined }) {
  const { t } = useTranslation(['caseWork', 'common'])
  const { select } = useDesk()
  if (related === undefined) return <span className="muted">{t('elsewhere')}</span>
  const { id, number, status, colour } = related
  return (
    <span className="related">
      {!isFinished(status) && (
        <i className={`related-dot limit-${colour}`} title={t(`common:colour.${colour}`)} data-colour={colour} />
      )}
      <button
        type="button" className="link-button" data-testid={`case-link-${id}`} onClick={() => select({ type: 'case', id })}
      >
        {number}
      </button>
      <span className={`status-tag status-${status}`}>{t(`common:status.${status}`)}</span>
    </span>
  )
}
