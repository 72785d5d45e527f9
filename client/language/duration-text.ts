import { useTranslation } from 'react-i18next'

/** Gives a function that says a length of time (milliseconds, its sign ignored) in at most two units. */
export function useDurationText(): (ms: number) => string {
  const { t } = useTranslation()
  return (ms) => {
    const minutes = Math.floor(Math.abs(ms) / 60_000)
    const hours = Math.floor(minutes / 60)
    if (minutes < 1) return t('duration.lessThanMinute')
    if (hours < 1) return t('duration.minutes', { minutes })
    if (hours < 24) return t('duration.hoursMinutes', { hours, minutes: minutes % 60 })
    return t('duration.daysHours', { days: Math.floor(hours / 24), hours: hours % 24 })
  }
}
