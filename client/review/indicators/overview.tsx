import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  INDICATOR_DIMENSIONS, type IndicatorDefinition, type IndicatorDimension, type IndicatorRow,
  type IndicatorTable as IndicatorAnswer,
} from '../../../server/contract/api/indicators.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import { CountedCases, type OpenedCount } from './counted-cases.tsx'
import { IndicatorCard } from './indicator-card.tsx'
import { curveStep, type IndicatorQuestion, parametersOf } from './indicator-question.ts'
import { IndicatorTable } from './indicator-table.tsx'

const CARDS = [
  'reported', 'accepted', 'closed', 'completion-rate', 'closing-rate', 'on-time-closing-rate', 'on-time-handling-rate',
  'right-dispatch-rate', 'response-rate', 'solution-rate', 'satisfaction-rate', 'rework-rate', 'mean-days',
  'proactive-rate', 'closed-locally-rate', 'overdue-open',
]
const FIRST_COLUMNS = [
  'accepted', 'closed', 'completion-rate', 'closing-rate', 'on-time-closing-rate', 'satisfaction-rate', 'rework-rate',
  'mean-days', 'overdue-open',
]

interface OverviewProps {
  city: CityIndex
  time: CityTime
  question: IndicatorQuestion
  definitions: readonly IndicatorDefinition[]
}

/** The main indicators as cards, and any of them by any dimension. */
export function Overview({ city, time, question, definitions }: OverviewProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const [by, setBy] = useState<IndicatorDimension>('street')
  const [codes, setCodes] = useState(FIRST_COLUMNS)
  const [opened, setOpened] = useState<OpenedCount>()
  const parameters = parametersOf(question)
  const ask = (rest: Record<string, string>) => withQuery('/api/indicators', { ...parameters, ...rest })
  const total = useJson<IndicatorAnswer>(ask({ codes: CARDS.join(','), compare: 'both' }))
  const curve = useJson<IndicatorAnswer>(ask({ codes: CARDS.join(','), by: curveStep(question.days) }))
  const table = useJson<IndicatorAnswer>(ask({ codes: codes.join(','), by }))
  const cards = valueOf(total.state)
  const answer = valueOf(table.state)
  const definitionOf = (code: string) => definitions.find((one) => one.code === code)
  const open = (definition: IndicatorDefinition, asOf: string, row?: IndicatorRow) => setOpened({
    definition,
    title: row === undefined ? '' : nameOf(row, language),
    filter: { ...parameters, asOf, ...(row !== undefined && answer !== undefined && { by: answer.by, key: row.key }) },
  })

  return (
    <div className="indicator-overview">
      <FailedLine state={total.state} onRetry={total.reload} />
      <div className="indicator-cards" aria-busy={total.state.type === 'loading'}>
        {cards !== undefined && CARDS.map((code) => {
          const definition = definitionOf(code)
          return definition && (
            <IndicatorCard
              key={code} definition={definition} total={cards.rows[0]} curve={valueOf(curve.state)?.rows ?? []}
              onOpen={() => open(definition, cards.asOf)}
            />
          )
        })}
      </div>
      <div className="indicator-table-head">
        <Select
          prefix={t('by.label')} value={by} onChange={setBy} data-testid="indicator-by" popupMatchSelectWidth={false}
          options={INDICATOR_DIMENSIONS.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
        <Select
          mode="multiple" maxTagCount={0} maxTagPlaceholder={t('table.columns')} value={codes} allowClear={false}
          popupMatchSelectWidth={260} data-testid="indicator-columns" optionFilterProp="label"
          options={definitions.map((one) => ({ value: one.code, label: nameOf(one, language) }))}
          onChange={(chosen: string[]) => {
            if (chosen.length > 0) setCodes(definitions.map(({ code }) => code).filter((code) => chosen.includes(code)))
          }}
        />
        {answer !== undefined && <small>{t('table.asOf', { time: time.dateTime(answer.asOf) })}</small>}
      </div>
      <FailedLine state={table.state} onRetry={table.reload} />
      <IndicatorTable
        answer={answer} loading={table.state.type === 'loading'}
        columns={codes.map(definitionOf).filter((one) => one !== undefined)}
        onOpen={(definition, row) => open(definition, answer!.asOf, row)}
      />
      {answer !== undefined && answer.rowCount > answer.rows.length && (
        <p className="chart-note">{t('table.cut', { count: answer.rowCount, shown: answer.rows.length })}</p>
      )}
      {opened !== undefined && (
        <CountedCases opened={opened} city={city} time={time} onClose={() => setOpened(undefined)} />
      )}
    </div>
  )
}
