import { App } from 'antd'
import { useState } from 'react'
import { postJson } from '../api/fetch-json.ts'
import { useErrorText } from '../api/use-error-text.ts'

/** Posts what is to be done about alarms. The feed brings what has changed; here only a refusal is told. `send` answers
 * whether it was done, `sending` names what is under way. */
export function useAlarmAction<Action extends string>(): {
  sending: Action | undefined
  send(action: Action, path: string, body?: object): Promise<boolean>
} {
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [sending, setSending] = useState<Action>()
  const send = async (action: Action, path: string, body: object = {}) => {
    setSending(action)
    try {
      await postJson(path, body)
      return true
    } catch (error) {
      void message.error(errorText(error))
      return false
    } finally {
      setSending(undefined)
    }
  }
  return { sending, send }
}
