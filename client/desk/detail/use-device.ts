import { useEffect } from 'react'
import type { DeviceRecord } from '../../../server/contract/api/sensors.ts'
import { useJson } from '../../api/use-json.ts'

const ASK_AGAIN_MS = 30_000

/** A device with its newest values, asked for again now and then. */
export function useDevice(id: number): ReturnType<typeof useJson<DeviceRecord>> {
  const asked = useJson<DeviceRecord>(`/api/devices/${id}`)
  const { reload } = asked
  useEffect(() => {
    const timer = setInterval(reload, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [reload])
  return asked
}
