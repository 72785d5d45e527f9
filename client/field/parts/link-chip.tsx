import { useTranslation } from 'react-i18next'
import { useFieldState } from '../field-context.ts'
import { goTo } from '../field-route.ts'

/** How it stands with the network and the outbox, in two words; leads to what waits. */
export function LinkChip() {
  const { t } = useTranslation('field')
  const link = useFieldState((state) => state.link)
  const outbox = useFieldState((state) => state.outbox)
  const refused = outbox.filter(({ state }) => state.type === 'refused').length
  const kind = refused > 0 ? 'refused' : link
  const text = refused > 0
    ? t('link.refused', { count: refused })
    : outbox.length > 0 && link !== 'sending' ? t('link.waiting', { count: outbox.length }) : t(`link.${link}`)
  return (
    <button
      type="button" className={`link-chip link-${kind}`} data-testid="link" data-link={link}
      data-waiting={outbox.length} onClick={() => goTo({ screen: 'me' })}
    >
      <i aria-hidden />{link === 'offline' && outbox.length > 0 ? `${t('link.offline')} · ${text}` : text}
    </button>
  )
}
