import { App, Button, InputNumber, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay, CalendarYear, CalendarYearBody } from '../../../server/contract/api/clocks.ts'
import { deleteJson, putJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useAct } from '../catalogue/use-act.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { DayForm } from './day-form.tsx'
import { YearCalendar } from './year-calendar.tsx'

/** The working days of a year, as the notice of the State Council says them; a day can be changed by pressing it. */
export function CalendarCard({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('clocks')
  const { message, modal } = App.useApp()
  const act = useAct()
  const [year, setYear] = useState(() => Number(new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format()))
  const [chosen, setChosen] = useState<string>()
  const { state, reload } = useJson<CalendarYear>(`/api/calendar/${year}`)
  const calendar = valueOf(state)

  async function change(work: () => Promise<unknown>): Promise<void> {
    await act(async () => {
      await work()
      return t('saved')
    })
    reload()
  }

  async function bring(file: File): Promise<void> {
    try {
      const body = JSON.parse(await file.text()) as CalendarYearBody
      const of = body.year ?? year
      await change(() => putJson(`/api/calendar/${of}`, body))
      setYear(of)
    } catch (error) {
      void message.error(t('noFile', { reason: error instanceof Error ? error.message : String(error) }))
    }
  }

  function setDay(date: string, day: Omit<CalendarDay, 'date'> | null): void {
    if (calendar === undefined) return
    const others = calendar.days.filter((one) => one.date !== date)
    const days = (day === null ? others : [...others, { date, ...day }]).sort((a, b) => (a.date < b.date ? -1 : 1))
    setChosen(undefined)
    const source = calendar.source === '' ? {} : { source: calendar.source }
    void change(() => putJson(`/api/calendar/${year}`, { days, ...source }))
  }

  return (
    <section className="field-card" data-testid="calendar">
      <div className="clocks-bar">
        <InputNumber
          min={2000} max={2100} value={year} onChange={(next) => next !== null && setYear(next)}
          data-testid="calendar-year"
        />
        <Upload
          accept=".json,application/json" showUploadList={false} beforeUpload={(file) => (void bring(file), false)}
        >
          <Button data-testid="calendar-import">{t('importYear')}</Button>
        </Upload>
        {calendar?.known === true && (
          <Button
            danger
            onClick={() => modal.confirm({
              title: t('removeYearTitle', { year }), okType: 'danger', okText: t('remove'), cancelText: t('cancel'),
              onOk: () => change(() => deleteJson(`/api/calendar/${year}`)),
            })}
          >{t('removeYear')}</Button>
        )}
      </div>
      <FailedLine state={state} onRetry={reload} />
      {calendar?.known === false && <p className="clocks-unknown" role="alert">{t('unknown')}</p>}
      {calendar?.known === true && <p className="field-hint">{t('source_', { source: calendar.source })}</p>}
      {calendar !== undefined && <YearCalendar year={year} days={calendar.days} onDay={setChosen} />}
      <p className="field-hint">{t('calendarHint')} {t('onlyCity')}</p>
      {chosen !== undefined && calendar !== undefined && (
        <DayForm
          date={chosen} day={calendar.days.find(({ date }) => date === chosen)}
          onSet={(day) => setDay(chosen, day)} onClose={() => setChosen(undefined)}
        />
      )}
    </section>
  )
}
