import type { Selection } from '../selection.ts'
import { AlarmDetail } from './alarm-detail.tsx'
import { CaseDetail } from './case-detail.tsx'
import { DeviceDetail } from './device-detail.tsx'
import { GridDetail } from './grid-detail.tsx'
import { NewCaseForm } from './new-case-form.tsx'
import { PointDetail } from './point-detail.tsx'
import { WorkerDetail } from './worker-detail.tsx'
import './detail.css'

interface DetailPanelProps {
  selection: Selection
  nowMs: number
  dispatchAsked: number
}

/** Tells of whatever is selected. Keys make a panel anew for another thing, so that nothing of the last one is left. */
export function DetailPanel({ selection, nowMs, dispatchAsked }: DetailPanelProps) {
  switch (selection.type) {
    case 'none': return null
    case 'case': return <CaseDetail key={selection.id} id={selection.id} nowMs={nowMs} dispatchAsked={dispatchAsked} />
    case 'worker': return <WorkerDetail key={selection.id} id={selection.id} nowMs={nowMs} />
    case 'alarm': return <AlarmDetail key={selection.id} id={selection.id} />
    case 'device': return <DeviceDetail key={selection.id} id={selection.id} />
    case 'grid': return <GridDetail key={selection.id} id={selection.id} />
    case 'point': return <PointDetail key={`${selection.lng} ${selection.lat}`} lng={selection.lng} lat={selection.lat} />
    case 'newCase':
      return <NewCaseForm key={`${selection.lng} ${selection.lat}`} lng={selection.lng} lat={selection.lat} />
  }
}
