import { listenChanges } from '../../field/sync/listen-changes.ts'

const listeners = new Set<() => void>()
let end: (() => void) | undefined

/**
 * Calls `hear` when a whistle that this desk may see was blown, answered, passed on or ended, or may have been. However
 * many listen, the page has one line to the server. Returns what ends it.
 */
export function onWhistleNews(hear: () => void): () => void {
  listeners.add(hear)
  const tell = () => {
    for (const listener of listeners) listener()
  }
  end ??= listenChanges((topic) => topic === 'whistles' && tell(), tell)
  return () => {
    listeners.delete(hear)
    if (listeners.size > 0) return
    end?.()
    end = undefined
  }
}
