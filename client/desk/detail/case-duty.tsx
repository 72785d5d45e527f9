import { useTranslation } from 'react-i18next'
import { type CaseRecord, phaseOf } from '../../../server/contract/api/cases.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { useEventNames } from '../steps/use-event-names.ts'
import { HandlerLine } from './handler-line.tsx'
import { HandlerOfUnit } from './handler-of-unit.tsx'
import { Facts, Section } from './panel.tsx'

/** Who answers for a case: units and the person who handles, the first receiver, how they were found, by which flow. */
export function CaseDuty({ record }: { record: CaseRecord }) {
  const { t } = useTranslation(['caseWork', 'desk'])
  const language = useLanguage()
  const { select, templates } = useDesk()
  const names = useEventNames(record)
  const { watcherWorkerId, assistUnitIds, unitId, firstUnitId, orders, round, provenance } = record
  const template = templates.get(record.template)
  const handlers = orders.filter(({ role, revokedAt, handler }) =>
    (role === 'handle' || role === 'assist') && revokedAt === null && handler !== undefined)
  return (
    <Section title={t('fact.duty')}>
      <div data-testid="case-duty">
        <Facts
          rows={[
            [t('fact.lead'), unitId === null ? t('fact.none') : (
              <>
                {names.unit(unitId)}{' '}
                {phaseOf(record.status) === 'reported' && <HandlerOfUnit caseId={record.id} unitId={unitId} />}
              </>
            )],
            [t('fact.handler'), handlers.length === 0 ? undefined : handlers.map((order) => (
              <div key={order.id} data-testid="case-handler">
                <HandlerLine handler={order.handler!} />
                {order.role === 'assist' && order.unitId !== null && <span className="muted"> {names.unit(order.unitId)}</span>}
              </div>
            ))],
            [
              t('fact.assist'),
              assistUnitIds.length === 0 ? undefined : assistUnitIds.map(names.unit).join(t('separator')),
            ],
            [t('fact.first'), firstUnitId === null ? undefined : names.unit(firstUnitId)],
            [t('desk:case.watcher'), watcherWorkerId === null ? undefined : (
              <button
                type="button" className="link-button" onClick={() => select({ type: 'worker', id: watcherWorkerId })}
              >
                {names.worker(watcherWorkerId)}
              </button>
            )],
            [t('fact.desk'), names.desk(record.deskCode)],
            [t('fact.provenance'), t(`provenance.${provenance}`)],
            [t('fact.template'), template === undefined ? record.template : nameOf(template, language)],
            [t('fact.round'), t('round', { round })],
          ]}
        />
      </div>
    </Section>
  )
}
