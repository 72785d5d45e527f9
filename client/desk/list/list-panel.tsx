import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import { useLive } from '../desk-context.ts'
import { AlarmList } from './alarm-list.tsx'
import type { CaseFilter } from './case-filter.ts'
import { CaseFilterBar } from './case-filter-bar.tsx'
import { CaseList } from './case-list.tsx'
import type { CaseListing } from './use-case-listing.ts'
import './list.css'

export type ListTab = 'cases' | 'alarms'

interface ListPanelProps {
  tab: ListTab
  filter: CaseFilter
  listing: CaseListing
  nowMs: number
  cursorId: number | undefined
  alarmId: number | undefined
  onTab(tab: ListTab): void
  onFilter(filter: CaseFilter): void
  onOpen(record: CaseSummary): void
  onHover(record: CaseSummary | undefined): void
}

/** The left of the desk: cases with their filters, and alarms. */
export function ListPanel(props: ListPanelProps) {
  const { t } = useTranslation('desk')
  const { listing, nowMs } = props
  const alarmCount = useLive((state) => state.alarms.size)
  return (
    <section className="list-panel">
      <Tabs
        activeKey={props.tab} onChange={(tab) => props.onTab(tab as ListTab)} className="list-tabs"
        items={[
          { key: 'cases', label: <TabLabel name={t('tabs.cases')} count={listing.openCount} /> },
          { key: 'alarms', label: <TabLabel name={t('tabs.alarms')} count={alarmCount} /> },
        ]}
      />
      {props.tab === 'cases'
        ? (
          <>
            <CaseFilterBar
              filter={props.filter} countByPhase={listing.countByPhase} countByColour={listing.countByColour}
              suspendedCount={listing.suspendedCount} onChange={props.onFilter}
            />
            <CaseList
              cases={listing.listed} total={listing.openCount} nowMs={nowMs} selectedId={props.cursorId}
              onOpen={props.onOpen} onHover={props.onHover}
            />
          </>
        )
        : <AlarmList selectedId={props.alarmId} nowMs={nowMs} />}
      {props.tab === 'cases' && (
        <div className="key-hints" aria-label={t('keys.hint')}>
          <span>{t('keys.move')}</span>
          <span>{t('keys.open')}</span>
          <span>{t('keys.dispatch')}</span>
          <span>{t('keys.close')}</span>
        </div>
      )}
    </section>
  )
}

function TabLabel({ name, count }: { name: string; count: number }) {
  return <span className="tab-label">{name}<b>{count.toLocaleString('en-US')}</b></span>
}
