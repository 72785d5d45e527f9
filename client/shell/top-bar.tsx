import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../server/contract/api/accounts.ts'
import { LanguageSwitch } from '../language/language-switch.tsx'
import { pagesOf, type PageName } from '../session/pages.ts'
import { logOut } from '../session/session.ts'

interface TopBarProps {
  me: Me
  page: PageName
  city: { name: string; simulated: boolean } | undefined
  tools: ReactNode
}

/** Product, city, the pages this person may open, and who they are. */
export function TopBar({ me, page, city, tools }: TopBarProps) {
  const { t } = useTranslation()
  const role = me.type === 'wall' ? 'wall' : me.role
  const person = me.type === 'wall' ? me.label : me.displayName
  return (
    <header className="top-bar">
      <a className="top-bar-brand" href="/">
        <img src="/favicon.svg" alt="" width={28} height={28} />
        <strong>{t('productShort')}</strong>
      </a>
      {city !== undefined && (
        <span className="top-bar-city">
          {city.name}
          {city.simulated && <em title={t('simulatedHint')} data-testid="simulated-note">{t('simulated')}</em>}
        </span>
      )}
      <nav className="top-bar-pages">
        {pagesOf(me).map((name) => (
          <a key={name} href={`/${name}`} aria-current={name === page ? 'page' : undefined} data-testid={`page-${name}`}>
            {t(`page.${name}`)}
          </a>
        ))}
      </nav>
      <div className="top-bar-tools">{tools}</div>
      <LanguageSwitch />
      <div className="top-bar-person" data-testid="person">
        <b>{person}</b>
        <span>{t(`role.${role}`)}</span>
      </div>
      <button type="button" className="top-bar-leave" onClick={() => void logOut()} data-testid="log-out">
        {t('logOut')}
      </button>
    </header>
  )
}
