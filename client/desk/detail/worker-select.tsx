import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/language.ts'
import { useLive } from '../desk-context.ts'

interface WorkerSelectProps {
  workerId: number | undefined
  onChange(workerId: number): void
}

/** Any worker of the roster, found by name or number. */
export function WorkerSelect({ workerId, onChange }: WorkerSelectProps) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  const roster = useLive((state) => state.roster)
  const workers = useMemo(() => {
    if (roster === null) return []
    return roster.id.flatMap((id, slot) => {
      if (id === 0) return []
      const name = (language === 'en' ? roster.nameEn[slot] : '') || roster.name[slot]
      const search = `${roster.name[slot]} ${roster.nameEn[slot]} ${roster.number[slot]}`.toLowerCase()
      return [{ value: id, label: `${name} · ${roster.number[slot]}`, search }]
    })
  }, [roster, language])
  // One who is not in the roster would be shown as a bare number.
  const known = workerId === undefined || workers.some((worker) => worker.value === workerId)
  const options = known ? workers : [{ value: workerId, label: t('dispatch.workerGone', { id: workerId }), search: '' }]
  return (
    <Select
      value={workerId} options={options} showSearch={{ optionFilterProp: 'search' }} onChange={onChange}
      placeholder={t('dispatch.noWorker')} data-testid="dispatch-worker" placement="topLeft"
    />
  )
}
