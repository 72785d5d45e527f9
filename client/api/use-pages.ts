import { useState } from 'react'
import { type Loaded, useJson } from './use-json.ts'

interface Asked<Row> {
  question: string
  after: string | null
  /** Of the pages before. */
  rows: Row[]
}

/** Pages of a list that is read by keys: all that came so far, and how to get more. Another `question` starts anew. */
export function usePages<Page, Row>(
  question: string, pathOf: (after: string | null) => string, read: (page: Page) => { rows: Row[]; next: string | null },
): { rows: Row[]; state: Loaded<Page>; more: (() => void) | undefined; reload(): void } {
  const [asked, setAsked] = useState<Asked<Row>>({ question, after: null, rows: [] })
  const current = asked.question === question ? asked : { question, after: null, rows: [] }
  const { state, reload } = useJson<Page>(pathOf(current.after))
  const page = state.type === 'loaded' ? read(state.value) : undefined
  const rows = [...current.rows, ...(page?.rows ?? [])]
  const next = page?.next ?? null
  return {
    rows,
    state,
    more: next === null ? undefined : () => setAsked({ question, after: next, rows }),
    reload() {
      setAsked({ question, after: null, rows: [] })
      reload()
    },
  }
}
