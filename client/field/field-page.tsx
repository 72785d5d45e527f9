import { useEffect, useState } from 'react'
import { command } from '../language/command.ts'
import { field } from '../language/field.ts'
import { addTexts } from '../language/language.ts'
import { PageNotice } from '../shell/page-notice.tsx'
import type { PageProps } from '../shell/page-props.ts'
import { type FieldContext, FieldContextValue } from './field-context.ts'
import { FieldRoom } from './field-room.tsx'
import { installPage } from './install-page.ts'
import { openFieldDatabase } from './offline/field-database.ts'
import { createFieldStore } from './sync/field-store.ts'
import { FieldSync } from './sync/field-sync.ts'
import { applySunlight, isSunlight } from './sunlight.ts'
import './field.css'

addTexts({ field, command })

type Opened = { type: 'opening' } | { type: 'open'; context: FieldContext } | { type: 'failed'; error: unknown }

/** The page of units and grid workers, for a phone: it opens without a network and keeps what is done on it. */
export default function FieldPage({ me }: PageProps) {
  const [opened, setOpened] = useState<Opened>({ type: 'opening' })
  useEffect(() => {
    if (me.type !== 'account') return
    let sync: FieldSync | undefined
    let isOver = false
    const open = async () => {
      applySunlight(isSunlight())
      const database = await openFieldDatabase()
      if (isOver) return
      const store = createFieldStore()
      sync = new FieldSync(database, store, me.id)
      await sync.start()
      setOpened({ type: 'open', context: { me, store, sync } })
      await installPage().catch(() => undefined)
    }
    open().catch((error: unknown) => setOpened({ type: 'failed', error }))
    return () => {
      isOver = true
      sync?.stop()
    }
  }, [me])
  if (me.type !== 'account') return <PageNotice type="noPage" />
  if (opened.type === 'opening') return <PageNotice type="loading" />
  if (opened.type === 'failed') return <PageNotice type="failed" error={opened.error} />
  return <FieldContextValue value={opened.context}><FieldRoom /></FieldContextValue>
}
