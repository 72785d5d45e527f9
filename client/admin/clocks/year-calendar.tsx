import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '../../../server/contract/api/clocks.ts'
import { useLanguage } from '../../language/language.ts'
import { monthsOf } from './months-of.ts'

interface YearCalendarProps {
  year: number
  days: readonly CalendarDay[]
  onDay(date: string): void
}

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6]

/** Twelve months: holidays and weekends that are worked stand out, and say what they are. */
export function YearCalendar({ year, days, onDay }: YearCalendarProps) {
  const { t } = useTranslation('clocks')
  const language = useLanguage()
  const monthName = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', { month: 'long', timeZone: 'UTC' })
  return (
    <div className="year-calendar">
      {monthsOf(year, days).map(({ month, firstWeekday, days: ofMonth }) => (
        <div key={month} className="month">
          <h4>{monthName.format(Date.UTC(year, month - 1))}</h4>
          <div className="month-days">
            {WEEKDAYS.map((weekday) => <i key={weekday}>{t('weekdays')[weekday]}</i>)}
            {ofMonth.map(({ date, number, kind, name }, index) => (
              <button
                key={date} type="button" className={`day day-${kind}`} title={name} data-testid={`day-${date}`}
                style={index === 0 ? { gridColumnStart: firstWeekday + 1 } : undefined} onClick={() => onDay(date)}
              >{number}</button>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
