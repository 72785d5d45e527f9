import { Button, DatePicker, Select, TreeSelect } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { areaTree } from '../../city/choice-trees.ts'
import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'
import { useLanguage } from '../../language/language.ts'
import type { PlaybackQuestion } from './playback-question.ts'

interface PlaybackBarProps {
  city: CityIndex
  time: CityTime
  question: PlaybackQuestion
  nowMs: number
  onQuestion(question: PlaybackQuestion): void
  onLoad(): void
}

const HOURS = Array.from({ length: 24 }, (_, hour) => {
  const [from, to] = [hour, hour + 1].map((each) => String(each).padStart(2, '0'))
  return { value: hour, label: `${from}:00 – ${to}:00` }
})

/** Whose hour is to be played back. Nothing is loaded until somebody says so, since each look is written down. */
export function PlaybackBar({ city, time, question, nowMs, onQuestion, onLoad }: PlaybackBarProps) {
  const { t } = useTranslation('tracks')
  const language = useLanguage()
  const areas = useMemo(() => areaTree(city, language, 4), [city, language])
  const today = time.day(nowMs)
  const hourNow = Number(time.time(nowMs).slice(0, 2))
  return (
    <div className="query-bar" data-testid="playback-bar">
      <TreeSelect
        className="query-area" treeData={areas} value={question.area} listHeight={420} placeholder={t('playback.area')}
        showSearch={{ treeNodeFilterProp: 'search' }} styles={{ popup: { root: { minWidth: 260 } } }}
        data-testid="playback-area" onChange={(area: string) => onQuestion({ ...question, area })}
      />
      <DatePicker
        allowClear={false} value={dayjs(question.day)} aria-label={t('playback.day')}
        disabledDate={(date) => date.format('YYYY-MM-DD') > today}
        onChange={(_, day) => typeof day === 'string' && onQuestion({ ...question, day })}
      />
      <Select
        className="playback-hour" value={question.hour} aria-label={t('playback.hour')} data-testid="playback-hour"
        options={HOURS.map((hour) => ({ ...hour, disabled: question.day === today && hour.value > hourNow }))}
        onChange={(hour) => onQuestion({ ...question, hour })}
      />
      <Button
        type="primary" data-testid="playback-load" onClick={onLoad}
        disabled={question.day > today || (question.day === today && question.hour > hourNow)}
      >
        {t('playback.load')}
      </Button>
      <span className="playback-audit">{t('playback.audited')}</span>
    </div>
  )
}
