import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWorkerOptions } from './use-worker-options.ts'

interface WorkerSelectProps {
  workerId: number | undefined
  onChange(workerId: number): void
}

/** Any worker of the roster, found by name or number. */
export function WorkerSelect({ workerId, onChange }: WorkerSelectProps) {
  const { t } = useTranslation('desk')
  const workers = useWorkerOptions()
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
