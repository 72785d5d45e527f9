import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { alarmName } from '../city/alarm-name.ts'
import type { CityIndex } from '../city/city-index.ts'
import type { CityTime } from '../city/city-time.ts'
import { areaName } from '../city/place-names.ts'
import { useLanguage } from '../language/language.ts'
import type { LiveStore } from '../live/live-store.ts'
import { SEVERITY_COLOURS } from '../map/colours.ts'
import { ANNOUNCE_MS, type Announcement, announcementAfter, unansweredCall } from './announcement.ts'
import { eventsAfter } from './case-counts.ts'
import type { Voice } from './voice.ts'

/** The banner of a call for help until it is acknowledged, else of a new grave alarm for a while; and its words aloud
 * where somebody has turned the voice on. */
export function AlarmAnnouncement({ city, time, store, voice, onSelect }: {
  city: CityIndex
  time: CityTime
  store: LiveStore
  voice: Voice | null
  onSelect(alarmId: number, lngLat: [number, number]): void
}) {
  const { t } = useTranslation(['wall', 'common'])
  const language = useLanguage()
  const [announcement, setAnnouncement] = useState<Announcement | null>(null)
  const spokenId = useRef(0)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const stop = store.subscribe(({ recent }, before) => {
      if (recent === before.recent) return
      const fresh = eventsAfter(recent, before.recent[0]?.seq ?? 0)
      setAnnouncement((standing) => announcementAfter(standing, fresh, Date.now()))
      clearTimeout(timer)
      timer = setTimeout(() => setAnnouncement(null), ANNOUNCE_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store])

  const call = useStore(store, ({ alarms }) => unansweredCall(alarms.values()))
  const alarm = call ?? announcement?.alarm
  const place = alarm === undefined ? '' : areaName(city, alarm.areaCode, language, 3)
  useEffect(() => {
    if (voice === null || alarm === undefined || spokenId.current === alarm.id) return
    spokenId.current = alarm.id
    const severity = t(`common:severity.${alarm.severity}`)
    voice.announce(t('announce.spoken', { severity, place, message: alarmName(city, alarm, language) }), language)
  }, [voice, alarm, place, city, language, t])

  if (alarm === undefined) return null
  return (
    <button
      type="button" key={alarm.id} className={`wall-announcement${alarm === call ? ' is-call' : ''}`}
      data-testid="announcement"
      style={{ '--tone': SEVERITY_COLOURS[alarm.severity] } as never}
      onClick={() => onSelect(alarm.id, [alarm.lng, alarm.lat])}
    >
      <span className="announcement-severity">
        {t('announce.alarm', { severity: t(`common:severity.${alarm.severity}`) })}
      </span>
      <strong>{alarmName(city, alarm, language)}</strong>
      <span>{place}</span>
      <span className="announcement-device">{alarm.sourceName}</span>
      <time>{time.time(alarm.startedAt)}</time>
    </button>
  )
}
