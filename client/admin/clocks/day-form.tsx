import { Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '../../../server/contract/api/clocks.ts'

interface DayFormProps {
  date: string
  /** As it is now; undefined where it is as the week says. */
  day: CalendarDay | undefined
  /** Null: as the week says. */
  onSet(day: Omit<CalendarDay, 'date'> | null): void
  onClose(): void
}

/** What a day is: a holiday, a weekend that is worked, or as the week says. */
export function DayForm({ date, day, onSet, onClose }: DayFormProps) {
  const { t } = useTranslation('clocks')
  const [kind, setKind] = useState<'holiday' | 'worked' | 'ordinary'>(
    day === undefined ? 'ordinary' : day.isOffDay ? 'holiday' : 'worked',
  )
  const [name, setName] = useState(day?.name ?? '')
  return (
    <Modal
      open title={date} okText={t('save')} cancelText={t('cancel')} onCancel={onClose}
      onOk={() => onSet(kind === 'ordinary' ? null : { name: name.trim() || t(kind), isOffDay: kind === 'holiday' })}
    >
      <div className="clocks-bar">
        <Segmented
          value={kind} onChange={setKind}
          options={(['ordinary', 'holiday', 'worked'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {kind !== 'ordinary' && (
        <Input
          value={name} maxLength={64} placeholder={t('dayName')} onChange={({ target }) => setName(target.value)}
        />
      )}
    </Modal>
  )
}
