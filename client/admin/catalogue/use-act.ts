import { App } from 'antd'
import { useErrorText } from '../../api/use-error-text.ts'

/** Gives what does something and says so: what came of it, or why it failed. Resolves to whether it was done. */
export function useAct(): (act: () => Promise<string | undefined>) => Promise<boolean> {
  const { message } = App.useApp()
  const errorText = useErrorText()
  return async (act) => {
    try {
      const done = await act()
      if (done !== undefined) void message.success(done)
      return true
    } catch (error) {
      void message.error(errorText(error))
      return false
    }
  }
}
