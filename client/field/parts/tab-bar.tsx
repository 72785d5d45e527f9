import { useTranslation } from 'react-i18next'
import { hashOf, type Tab, TABS } from '../field-route.ts'

const ICONS: Record<Tab, string> = {
  orders: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  whistles: 'M4 12a5 5 0 1 0 9.6-2H21V7H9a5 5 0 0 0-5 5zM16 3v1M12.500 2.500l.5 1.500M19.500 2.500l-.5 1.500',
  report: 'M12 5v14M5 12h14',
  messages: 'M4 5h16v11H9l-5 4z',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-4 4-6 8-6s7 2 8 6',
}

/** The screens, within reach of the thumb, the way to report in the middle. `marks` are numbers to be seen. */
export function TabBar({ tab, marks }: { tab: Tab; marks: Partial<Record<Tab, number>> }) {
  const { t } = useTranslation('field')
  return (
    <nav className="tab-bar">
      {TABS.map((one) => {
        const mark = marks[one] ?? 0
        return (
          <a
            key={one} href={hashOf({ screen: one })} className={`tab tab-${one}`} data-testid={`tab-${one}`}
            aria-current={one === tab ? 'page' : undefined}
          >
            <span className="tab-icon">
              <svg viewBox="0 0 24 24" aria-hidden className="icon"><path d={ICONS[one]} /></svg>
              {mark > 0 && <b className="tab-mark">{mark > 99 ? '99+' : mark}</b>}
            </span>
            {t(`tab.${one}`)}
          </a>
        )
      })}
    </nav>
  )
}
