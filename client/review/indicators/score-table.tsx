import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IndicatorDefinition, ScoreRow, Scores } from '../../../server/contract/api/indicators.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { partsText, valueText } from './measure-text.ts'

interface ScoreTableProps {
  scores: Scores | undefined
  loading: boolean
  definitions: readonly IndicatorDefinition[]
}

/** A ranking: who, the score, and what it is made of. */
export function ScoreTable({ scores, loading, definitions }: ScoreTableProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const parts = scores?.rows[0]?.parts ?? []
  return (
    <Table<ScoreRow>
      size="small" rowKey="key" loading={loading} dataSource={scores?.rows ?? []} data-testid="score-table"
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: t('score.empty') }}
      columns={[
        { title: t('score.rank'), dataIndex: 'rank', width: 70, align: 'right' },
        {
          title: t('score.name'), ellipsis: true,
          render: (_, row) => (scores?.subject === 'case'
            ? <a href={`/desk?case=${row.key}`} title={t('cases.open')}>{row.name}</a>
            : nameOf(row, language)),
        },
        { title: t('score.cases'), dataIndex: 'cases', align: 'right', width: 90 },
        {
          title: t('score.score'), align: 'right', width: 100,
          render: (_, { score }) => <b className="score-value">{score.toFixed(2)}</b>,
        },
        ...parts.map(({ code, weight }, index) => {
          const definition = definitions.find((one) => one.code === code)!
          return {
            key: code,
            title: t('score.part', { name: nameOf(definition, language), weight }),
            align: 'right' as const,
            render: (_: unknown, row: ScoreRow) => {
              const { measure, points } = row.parts[index]
              return (
                <span className="indicator-cell">
                  <span>{valueText(definition, measure.value)}{measure.value !== null && '%'}</span>
                  <small>{points === null ? '' : `+${points.toFixed(2)} · ${partsText(definition, measure)}`}</small>
                </span>
              )
            },
          }
        }),
      ]}
    />
  )
}
