import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { ShiftSummary } from '../../../server/contract/api/tracks.ts'
import { addDays } from '../../city/city-time.ts'
import { useDesk } from '../desk-context.ts'

interface ShiftPickerProps {
  /** The one shown; undefined while none is known. */
  shift: ShiftSummary | undefined
  isNow: boolean
  nowMs: number
  /** With an instant of the shift that is wanted; undefined: the one that runs now. */
  onAt(at: string | undefined): void
}

/** The shift before, the one after, the last one of a day, and back to the one that runs. */
export function ShiftPicker({ shift, isNow, nowMs, onAt }: ShiftPickerProps) {
  const { t } = useTranslation('tracks')
  const { time } = useDesk()
  const today = time.day(nowMs)
  const firstDay = addDays(today, -(shift?.keptDays ?? 0))
  const lastOf = (day: string) => {
    const endMs = time.startOfDay(addDays(day, 1)) - 1
    return endMs >= nowMs ? undefined : new Date(endMs).toISOString()
  }
  return (
    <div className="shift-picker" data-testid="shift-picker">
      <Button
        size="small" disabled={shift === undefined} aria-label={t('shift.previous')} title={t('shift.previous')}
        data-testid="shift-previous" onClick={() => onAt(shift?.previousAt)}
      >
        ‹
      </Button>
      <DatePicker
        size="small" allowClear={false} value={shift && dayjs(time.day(shift.from))} placeholder={t('shift.day')}
        disabledDate={(date) => date.format('YYYY-MM-DD') > today || date.format('YYYY-MM-DD') < firstDay}
        onChange={(_, day) => typeof day === 'string' && onAt(lastOf(day))}
      />
      <Button
        size="small" disabled={shift?.nextAt == null} aria-label={t('shift.next')} title={t('shift.next')}
        data-testid="shift-next" onClick={() => onAt(shift?.nextAt ?? undefined)}
      >
        ›
      </Button>
      <Button size="small" type="text" disabled={isNow} onClick={() => onAt(undefined)}>{t('shift.now')}</Button>
    </div>
  )
}
