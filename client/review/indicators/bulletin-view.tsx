import { Button, DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bulletin, IndicatorDefinition, Scores } from '../../../server/contract/api/indicators.ts'
import { withQuery } from '../../api/query-string.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import type { CityTime } from '../../city/city-time.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import { daysOfPreset, type IndicatorQuestion } from './indicator-question.ts'
import { partsText, valueText } from './measure-text.ts'

const MONTHS = [1, 2, 3, 12] as const

interface BulletinViewProps {
  question: IndicatorQuestion
  definitions: readonly IndicatorDefinition[]
  time: CityTime
  today: string
}

/** The bulletin of a month, two, a quarter or a year, on paper; people write in whom to praise and whom to talk to. */
export function BulletinView({ question, definitions, time, today }: BulletinViewProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const [month, setMonth] = useState(() => daysOfPreset('lastMonth', today).from.slice(0, 7))
  const [months, setMonths] = useState<number>(1)
  const { state, reload } = useJson<Bulletin>(
    withQuery('/api/indicators/bulletin', { month, months, area: question.area }),
  )
  const bulletin = valueOf(state)
  const definitionOf = (code: string) => definitions.find((one) => one.code === code)!
  return (
    <div className="indicator-overview">
      <div className="indicator-table-head no-print">
        <DatePicker
          picker="month" allowClear={false} value={dayjs(`${month}-01`)} data-testid="bulletin-month"
          disabledDate={(date) => date.format('YYYY-MM') > today.slice(0, 7)}
          onChange={(date) => setMonth(date!.format('YYYY-MM'))}
        />
        <Segmented
          value={months} onChange={setMonths}
          options={MONTHS.map((value) => ({ value: value as number, label: t(`bulletin.months.${value}`) }))}
        />
        <Button type="primary" onClick={() => window.print()}>{t('bulletin.print')}</Button>
      </div>
      <FailedLine state={state} onRetry={reload} />
      {bulletin !== undefined && (
        <article className="bulletin" data-testid="bulletin" aria-busy={state.type === 'loading'}>
          <h1>{t('bulletin.title', { area: nameOf(bulletin.area, language) })}</h1>
          <p className="bulletin-period">
            {t('bulletin.period', { from: bulletin.headline.from, to: bulletin.headline.to })}
            {' · '}
            {t('bulletin.asOf', { time: time.dateTime(bulletin.headline.asOf) })}
          </p>
          <h2>{t('bulletin.summary')}</h2>
          <Summary bulletin={bulletin} definitionOf={definitionOf} />
          <RankingOnPaper title={t('bulletin.units')} scores={bulletin.units} definitionOf={definitionOf} />
          <RankingOnPaper title={t('bulletin.streets')} scores={bulletin.streets} definitionOf={definitionOf} />
          <RankingOnPaper title={t('bulletin.matters')} scores={bulletin.matters} definitionOf={definitionOf} />
          <p className="bulletin-note">{t('bulletin.note')}</p>
          <p className="bulletin-signed">{t('bulletin.signed')}</p>
        </article>
      )}
    </div>
  )
}

type DefinitionOf = (code: string) => IndicatorDefinition

function Summary({ bulletin: { headline }, definitionOf }: { bulletin: Bulletin; definitionOf: DefinitionOf }) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  const [{ values, previous, lastYear }] = headline.rows
  return (
    <table>
      <thead>
        <tr>
          <th>{t('bulletin.indicator')}</th><th>{t('bulletin.value')}</th><th /><th>{t('bulletin.previous')}</th>
          <th>{t('bulletin.lastYear')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(values).map(([code, measure]) => {
          const definition = definitionOf(code)
          const unit = t(`unit.${definition.unit}`)
          const text = (value: number | null | undefined) =>
            (value === null || value === undefined ? '—' : `${valueText(definition, value)} ${unit}`)
          return (
            <tr key={code}>
              <td>{nameOf(definition, language)}</td><td className="number"><b>{text(measure.value)}</b></td>
              <td className="number">{partsText(definition, measure)}</td>
              <td className="number">{text(previous?.[code]?.value)}</td>
              <td className="number">{text(lastYear?.[code]?.value)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface RankingOnPaperProps {
  title: string
  scores: Scores
  definitionOf: DefinitionOf
}

function RankingOnPaper({ title, scores, definitionOf }: RankingOnPaperProps) {
  const { t } = useTranslation('indicators')
  const language = useLanguage()
  if (scores.rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('score.rank')}</th><th>{t('score.name')}</th><th>{t('score.cases')}</th><th>{t('score.score')}</th>
            {scores.rows[0].parts.map(({ code }) => <th key={code}>{nameOf(definitionOf(code), language)}</th>)}
            <th>{t('bulletin.praise')}</th><th>{t('bulletin.interview')}</th>
          </tr>
        </thead>
        <tbody>
          {scores.rows.map((row) => (
            <tr key={row.key}>
              <td className="number">{row.rank}</td>
              <td>{nameOf(row, language)}</td>
              <td className="number">{row.cases}</td>
              <td className="number"><b>{row.score.toFixed(2)}</b></td>
              {row.parts.map(({ code, measure }) => (
                <td key={code} className="number">
                  {valueText(definitionOf(code), measure.value)}{measure.value !== null && '%'}
                </td>
              ))}
              <td className="bulletin-blank" /><td className="bulletin-blank" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
