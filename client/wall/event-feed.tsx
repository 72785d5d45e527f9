import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { alarmName } from '../city/alarm-name.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import { areaName, categoryName } from '../city/place-names.ts'
import { useLanguage, type Language } from '../language/language.ts'
import type { LiveState } from '../live/live-store.ts'
import { SEVERITY_COLOURS, STATUS_COLOURS } from '../map/colours.ts'
import type { Pick } from '../map/pick.ts'
import { type FeedItem, feedItems } from './feed-items.ts'
import { Panel } from './panel.tsx'

const LINES = 16

/** What happens, as it happens: cases and alarms with their colour, kind, place and time. */
export function EventFeed({ city, time, state, onSelect }: {
  city: CityIndex
  time: CityTime
  state: FeedSource
  onSelect(pick: Pick, lngLat: [number, number]): void
}) {
  const { t } = useTranslation(['wall', 'common'])
  const language = useLanguage()
  const { recent, cases, alarms } = state
  const items = useMemo(() => feedItems(recent, cases.values(), alarms.values(), LINES), [recent, cases, alarms])
  return (
    <Panel title={t('feed.title')} className="wall-feed" testId="event-feed">
      {items.length === 0 && <p className="wall-feed-empty">{t('feed.empty')}</p>}
      <ol>
        {items.map((item) => {
          const thing = item.topic === 'case' ? item.case : item.alarm
          return (
            <li
              key={item.key} className={`feed-item is-${item.topic}`} style={{ '--tone': toneOf(item) } as never}
              data-testid={`feed-${item.topic}-${thing.id}`}
              onClick={() => onSelect({ type: item.topic, id: thing.id }, [thing.lng, thing.lat])}
            >
              <span className="feed-change">{item.topic === 'case' ? t(`common:caseEvent.${item.change}`) : t(`change.${item.change}`)}</span>
              <span className="feed-what">{whatOf(item, city, language)}</span>
              <time className="feed-time">{time.time(item.at)}</time>
              <span className="feed-where">{areaName(city, thing.areaCode, language)}</span>
            </li>
          )
        })}
      </ol>
    </Panel>
  )
}

type FeedSource = Readonly<Omit<LiveState, 'connection' | 'pulse' | 'roster'>>

function toneOf(item: FeedItem): string {
  return item.topic === 'case' ? STATUS_COLOURS[item.case.status] : SEVERITY_COLOURS[item.alarm.severity]
}

function whatOf(item: FeedItem, city: CityIndex, language: Language): string {
  if (item.topic === 'case') return categoryName(city, item.case.categoryCode, language)
  return alarmName(city, item.alarm, language)
}
