import { useTranslation } from 'react-i18next'
import { valueOf } from '../../api/use-json.ts'
import { useNow } from '../../shell/use-now.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { Tray } from '../tray/tray.tsx'
import { useWhistles } from './use-whistles.ts'
import { WhistleItem } from './whistle-item.tsx'
import { inOrderOfNeed } from './whistle-standing.ts'

/** 吹哨报到: the whistles that are open in the desk's area, those that somebody is overdue for first. */
export function WhistleTray() {
  const { t } = useTranslation('whistles')
  const { select } = useDesk()
  const { state, reload } = useWhistles({ open: true })
  const nowMs = useNow(5000)
  return (
    <Tray name={t('title')} count={valueOf(state)?.whistles.length ?? 0} icon={<WhistleIcon />} testId="whistles">
      {(close) => (
        <Asked state={state} onRetry={reload}>
          {({ whistles }) => (whistles.length === 0
            ? <p className="muted">{t('empty')}</p>
            : (
              <ul className="whistles">
                {inOrderOfNeed(whistles, nowMs).map((whistle) => (
                  <WhistleItem
                    key={whistle.id} whistle={whistle} nowMs={nowMs} onChanged={reload}
                    onOpenCase={(id) => {
                      select({ type: 'case', id })
                      close()
                    }}
                  />
                ))}
              </ul>
            ))}
        </Asked>
      )}
    </Tray>
  )
}

function WhistleIcon() {
  return (
    <svg width="17" height="17" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden>
      <path d="M1.5 6h8.2M6.5 6v2.5M1.5 6v3H6" />
      <circle cx="9.7" cy="9.5" r="3.6" />
      <path d="M12 3.5 13.5 2M13.4 5.3 15 4.6" />
    </svg>
  )
}
