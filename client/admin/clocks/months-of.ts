import type { CalendarDay } from '../../../server/contract/api/clocks.ts'

export interface ShownDay {
  /** 'YYYY-MM-DD'. */
  date: string
  number: number
  kind: 'work' | 'weekend' | 'holiday' | 'worked'
  /** Of a holiday, or what a weekend is worked for. */
  name: string | undefined
}

export interface ShownMonth {
  /** From 1. */
  month: number
  /** Of its first day; 0 is Sunday. */
  firstWeekday: number
  days: ShownDay[]
}

/** The months of a year with what each day is. */
export function monthsOf(year: number, days: readonly CalendarDay[]): ShownMonth[] {
  const special = new Map(days.map((day) => [day.date, day]))
  return Array.from({ length: 12 }, (_, index): ShownMonth => {
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate()
    return {
      month: index + 1,
      firstWeekday: new Date(Date.UTC(year, index)).getUTCDay(),
      days: Array.from({ length }, (_, day): ShownDay => {
        const at = new Date(Date.UTC(year, index, day + 1))
        const date = at.toISOString().slice(0, 10)
        const known = special.get(date)
        const isWeekend = at.getUTCDay() % 6 === 0
        const kind = known === undefined ? (isWeekend ? 'weekend' : 'work') : known.isOffDay ? 'holiday' : 'worked'
        return { date, number: day + 1, kind, name: known?.name }
      }),
    }
  })
}
