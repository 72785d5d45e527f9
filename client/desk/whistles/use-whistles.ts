import { useEffect } from 'react'
import type { WhistleList, WhistlesQuery } from '../../../server/contract/api/field-work.ts'
import { withQuery } from '../../api/query-string.ts'
import { useEvery } from '../../api/use-every.ts'
import { type Loaded, useJson } from '../../api/use-json.ts'
import { paced } from '../list/paced.ts'
import { onWhistleNews } from './whistle-news.ts'

/** In case news was missed while the page was not connected. */
const ASK_EVERY_MS = 60_000
const ASK_AGAIN_MS = 1000

/** The whistles of this desk that a query asks for, kept up to date as units check in. */
export function useWhistles(query: WhistlesQuery): { state: Loaded<WhistleList>; reload(): void } {
  const { state, reload } = useJson<WhistleList>(withQuery('/api/whistles', { ...query }))
  useEvery(ASK_EVERY_MS, reload)
  useEffect(() => {
    const { ask, end } = paced(ASK_AGAIN_MS, reload)
    const unlisten = onWhistleNews(ask)
    return () => {
      unlisten()
      end()
    }
  }, [reload])
  return { state, reload }
}
