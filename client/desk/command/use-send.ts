import { App } from 'antd'
import { useState } from 'react'
import { useErrorText } from '../../api/use-error-text.ts'

/** Does something at the server: answers what it gave, or undefined after it has told what failed. */
export function useSend(): { busy: boolean; send<T>(work: () => Promise<T>): Promise<{ value: T } | undefined> } {
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  return {
    busy,
    async send(work) {
      setBusy(true)
      try {
        return { value: await work() }
      } catch (error) {
        void message.error(errorText(error))
        return undefined
      } finally {
        setBusy(false)
      }
    },
  }
}
