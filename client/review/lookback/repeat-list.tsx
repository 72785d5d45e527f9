import { App, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  REPEAT_STATES, type RepeatGroup, type RepeatList as RepeatAnswer, type RepeatPolicy, type RepeatState,
} from '../../../server/contract/api/lookback.ts'
import { putJson } from '../../api/fetch-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FailedLine } from '../../admin/field/failed-line.tsx'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { categoryName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'

const SHOWN_CASES = 6

/** Complaints that repeat themselves, to be taken up together. */
export function RepeatList({ city, time }: { city: CityIndex; time: CityTime }) {
  const { t } = useTranslation('lookback')
  const [shown, setShown] = useState<RepeatState>('open')
  const { state, reload } = useJson<RepeatAnswer>(withQuery('/api/repeats', { state: shown }))
  const policy = valueOf(useJson<RepeatPolicy>('/api/lookback/policy').state)
  const list = valueOf(state)
  return (
    <>
      <div className="lookback-head">
        <Segmented<RepeatState>
          value={shown} onChange={setShown} data-testid="repeat-state"
          options={REPEAT_STATES.map((value) => ({
            value, label: `${t(`repeat.state.${value}`)} ${list?.counts[value] ?? ''}`,
          }))}
        />
        {policy !== undefined && <span>{t('repeat.rule', { cases: policy.cases, days: policy.days })}</span>}
      </div>
      <FailedLine state={state} onRetry={reload} />
      {state.type === 'loaded' && state.value.groups.length === 0 && <p className="chart-note">{t('repeat.none')}</p>}
      <ul className="repeat-groups" data-testid="repeat-groups" aria-busy={state.type === 'loading'}>
        {list?.groups.map((group) => (
          <RepeatItem key={`${group.id} ${group.state}`} group={group} city={city} time={time} onSaved={reload} />
        ))}
      </ul>
    </>
  )
}

interface RepeatItemProps {
  group: RepeatGroup
  city: CityIndex
  time: CityTime
  onSaved(): void
}

function RepeatItem({ group, city, time, onSaved }: RepeatItemProps) {
  const { t } = useTranslation('lookback')
  const language = useLanguage()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [state, setState] = useState(group.state)
  const [note, setNote] = useState(group.note)
  const { id, kind, cases, lastAt, changedAt, changedBy } = group
  const save = async () => {
    try {
      await putJson(`/api/repeats/${id}`, { state, note: note.trim() })
      void message.success(t('repeat.saved'))
    } catch (error) {
      void message.error(errorText(error))
    }
    onSaved()
  }
  return (
    <li>
      <header>
        <b>{t(`repeat.kind.${kind}`)}</b>
        <span>{t('repeat.count', { count: cases.length })}</span>
        <span>{t('repeat.last', { time: time.dateTime(lastAt) })}</span>
      </header>
      <p>
        {cases.slice(0, SHOWN_CASES).map((one) => (
          <a key={one.id} href={`/desk?case=${one.id}`} title={one.description}>
            {one.number} {categoryName(city, one.categoryCode, language)}
          </a>
        ))}
        {cases.length > SHOWN_CASES && '…'}
      </p>
      <footer>
        <Segmented<RepeatState>
          size="small" value={state} onChange={setState} disabled={group.state === 'done'}
          options={REPEAT_STATES.map((value) => ({ value, label: t(`repeat.state.${value}`) }))}
        />
        <Input
          size="small" value={note} maxLength={1000} placeholder={t('repeat.note')} aria-label={t('repeat.note')}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button
          size="small" type="primary" data-testid="repeat-save"
          disabled={state === group.state && note.trim() === group.note} onClick={() => void save()}
        >
          {t('repeat.save')}
        </Button>
        {changedAt !== null && (
          <small>{t('repeat.changed', { by: changedBy ?? '', time: time.dateTime(changedAt) })}</small>
        )}
      </footer>
    </li>
  )
}
