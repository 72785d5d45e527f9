import { Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import { useTranslation } from 'react-i18next'
import type {
  IndicatorDefinition, IndicatorRow, IndicatorTable as IndicatorAnswer,
} from '../../../server/contract/api/indicators.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { DefinitionHint } from './definition-hint.tsx'
import { partsText, valueText } from './measure-text.ts'

interface IndicatorTableProps {
  answer: IndicatorAnswer | undefined
  loading: boolean
  columns: readonly IndicatorDefinition[]
  onOpen(definition: IndicatorDefinition, row: IndicatorRow): void
}

/** Indicators side by side, a row for each key of the dimension; a number opens the cases that it counts. */
export function IndicatorTable({ answer, loading, columns, onOpen }: IndicatorTableProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const nameOfRow = (row: IndicatorRow) => (row.key === '' ? t('table.none') : nameOf(row, language))
  const shown: ColumnsType<IndicatorRow> = [
    {
      title: answer && t(`by.${answer.by}`), fixed: 'left', width: 190, ellipsis: true,
      render: (_, row) => nameOfRow(row),
      sorter: (a, b) => nameOfRow(a).localeCompare(nameOfRow(b), language),
    },
    ...columns.map((definition): ColumnsType<IndicatorRow>[number] => {
      const { code } = definition
      const valueOf = (row: IndicatorRow) => row.values[code]?.value ?? Number.NEGATIVE_INFINITY
      return {
        key: code,
        title: <DefinitionHint definition={definition}>{nameOf(definition, language)}</DefinitionHint>,
        align: 'right',
        sorter: (a, b) => valueOf(a) - valueOf(b),
        sortDirections: ['descend', 'ascend'],
        showSorterTooltip: false,
        render: (_, row) => {
          const measure = row.values[code]
          // the columns may be ahead of the answer
          if (measure === undefined) return null
          return (
            <button
              type="button" className="indicator-cell" title={t('table.drill')} onClick={() => onOpen(definition, row)}
            >
              <span>{valueText(definition, measure.value)}</span>
              <small>{partsText(definition, measure)}</small>
            </button>
          )
        },
      }
    }),
  ]
  return (
    <Table<IndicatorRow>
      size="small" rowKey="key" columns={shown} dataSource={answer?.rows ?? []} loading={loading}
      data-testid="indicator-table"
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('table.empty') }}
    />
  )
}
