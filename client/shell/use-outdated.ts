import { useEffect, useState } from 'react'
import { type Edition, isOutdated } from '../city/city-edition.ts'
import { watchPulse } from '../live/watch-pulse.ts'

/** Whether the city has other boundaries now than `record`, by the server's pulse. */
export function useOutdated(record: Edition | undefined): boolean {
  const [outdated, setOutdated] = useState(false)
  useEffect(() => {
    if (record === undefined) return
    return watchPulse((pulse) => setOutdated(isOutdated(record, pulse)))
  }, [record])
  return outdated
}
