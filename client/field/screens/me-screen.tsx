import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf, switchLanguage, useLanguage } from '../../language/language.ts'
import { forgetMe } from '../../session/kept-me.ts'
import { logOut } from '../../session/session.ts'
import { useField, useFieldState } from '../field-context.ts'
import { useFieldTime } from '../field-time.ts'
import { opensOffline } from '../install-page.ts'
import { applySunlight, isSunlight } from '../sunlight.ts'
import { useMinute } from '../use-minute.ts'
import { OutboxList } from './outbox-list.tsx'

/** Who uses the phone, whether he is on duty, what is not sent yet, and the way out. */
export function MeScreen() {
  const { t } = useTranslation(['field', 'common'])
  const language = useLanguage()
  const { me, sync } = useField()
  const time = useFieldTime()
  const now = useMinute()
  const facts = useFieldState((state) => state.facts)
  const link = useFieldState((state) => state.link)
  const waiting = useFieldState((state) => state.outbox.length)
  const lastSyncMs = useFieldState((state) => state.orders?.atMs)
  const [isBright, setBright] = useState(isSunlight)
  const worker = facts?.value.worker ?? undefined
  const unit = facts?.value.unit ?? undefined

  const leave = async () => {
    if (waiting > 0 && !confirm(t('me.logOutWaiting', { count: waiting }))) return
    await sync.forget()
    forgetMe()
    await logOut()
  }
  return (
    <section className="screen me-screen" data-testid="me">
      <article className="me-card">
        <h1>{me.displayName}</h1>
        <dl>
          {unit !== undefined && <><dt>{t('me.unit')}</dt><dd>{nameOf(unit, language)}</dd></>}
          {worker?.grid != null && (
            <><dt>{t('me.grid')}</dt><dd>{nameOf(worker.grid, language)} · {worker.number}</dd></>
          )}
          {worker !== undefined && (
            <>
              <dt>{t('me.duty')}</dt>
              <dd>
                {t(worker.onDuty ? 'me.onDuty' : 'me.offDuty')}
                {worker.dutyChangesAt !== null
                  && ` · ${t('me.until', { time: time.short(worker.dutyChangesAt, now) })}`}
              </dd>
            </>
          )}
        </dl>
      </article>
      {link === 'signed-out' && (
        <p className="problem">{t('me.signIn')} <a href="/login?next=/field">{t('me.signInNow')}</a></p>
      )}
      <h2>{t('me.outbox')}{waiting > 0 && <em>{waiting}</em>}</h2>
      <OutboxList />
      <div className="me-sync">
        <span>
          {t(`link.${link}`)}
          {lastSyncMs !== undefined && ` · ${t('me.lastSync', { time: time.short(lastSyncMs, now) })}`}
          {opensOffline() && ` · ${t('me.offlineReady')}`}
        </span>
        <button type="button" className="button" data-testid="sync-now" onClick={() => void sync.refresh()}>
          {t('me.syncNow')}
        </button>
      </div>
      {!isSecureContext && <p className="problem">{t('me.notInstallable')}</p>}
      <div className="me-buttons">
        <button
          type="button" className="big-button" data-testid="sunlight" onClick={() => {
            applySunlight(!isBright)
            setBright(!isBright)
          }}
        >
          {t(isBright ? 'me.dark' : 'me.sun')}
        </button>
        <button
          type="button" className="big-button" data-testid="language-switch"
          onClick={() => void switchLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {t('common:switchLanguage')}
        </button>
        <button type="button" className="big-button big-danger" data-testid="log-out" onClick={() => void leave()}>
          {t('me.logOut')}
        </button>
      </div>
    </section>
  )
}
