import { Drawer, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../command/use-command.ts'
import { valueOf } from '../../api/use-json.ts'
import { useDesk } from '../desk-context.ts'
import { Broadcasts } from './broadcasts.tsx'
import { History } from './history.tsx'
import { Plans } from './plans.tsx'
import { RollCalls } from './roll-calls.tsx'
import './command.css'

/** 平战: what is switched on, and the way to all that has to do with it. */
export function CommandButton() {
  const { t } = useTranslation('command')
  const { store } = useDesk()
  const [open, setOpen] = useState(false)
  const { state } = useCommand(store)
  const kinds = valueOf(state)?.activations.map(({ kind }) => kind) ?? []
  const kind = kinds.includes('real') ? 'real' : kinds[0]
  return (
    <>
      <button
        type="button" className="tray-button" title={t('open')} aria-expanded={open} data-testid="command"
        onClick={() => setOpen(true)}
      >
        <i className={`command-dot command-dot-${kind ?? 'peace'}`} />
        <span>{t('title')}</span>
        <b>{kind === undefined ? t('peace') : t(`kind.${kind}`)}</b>
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('open')} size={760} destroyOnHidden>
        <div className="command" data-testid="command-drawer">
          <Tabs
            items={[
              { key: 'plans', label: t('part.plans'), children: <Plans /> },
              { key: 'rollCalls', label: t('part.rollCalls'), children: <RollCalls onFollow={() => setOpen(false)} /> },
              { key: 'broadcasts', label: t('part.broadcasts'), children: <Broadcasts /> },
              { key: 'history', label: t('part.history'), children: <History /> },
            ]}
          />
        </div>
      </Drawer>
    </>
  )
}
