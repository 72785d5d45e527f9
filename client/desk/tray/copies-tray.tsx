import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseCopy } from '../../../server/contract/api/case-links.ts'
import { valueOf } from '../../api/use-json.ts'
import { areaName, categoryName } from '../../city/place-names.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { Tray } from './tray.tsx'
import { useCopies } from './use-copies.ts'

/** 抄送: cases that went over the head of this desk or of one below it, to read along. */
export function CopiesTray() {
  const { t } = useTranslation(['caseWork', 'common'])
  const language = useLanguage()
  const { city, time, select, flyTo } = useDesk()
  const { state, reload, markRead } = useCopies()
  const page = valueOf(state)
  const open = (copy: CaseCopy) => {
    select({ type: 'case', id: copy.case.id })
    flyTo([copy.case.lng, copy.case.lat])
    void markRead([copy])
  }
  return (
    <Tray name={t('copies.title')} count={page?.unread ?? 0} icon={<CopyIcon />} testId="copies">
      {(close) => (
        <Asked state={state} onRetry={reload}>
          {({ copies, unread }) => (copies.length === 0
            ? <p className="muted">{t('copies.empty')}</p>
            : (
              <>
                <ul>
                  {copies.map((copy) => (
                    <li key={copy.id}>
                      <button
                        type="button" data-testid={`copy-${copy.id}`}
                        onClick={() => {
                          open(copy)
                          close()
                        }}
                      >
                        <b>{categoryName(city, copy.case.categoryCode, language)}</b>
                        <span className={`status-tag status-${copy.case.status}`}>
                          {t(`common:status.${copy.case.status}`)}
                        </span>
                        <p>{copy.case.description}</p>
                        <small>
                          <span>{areaName(city, copy.case.areaCode, language)}</span>
                          <span>{t('copies.to', { name: t('desk', { name: nameOf(copy.desk, language) }) })}</span>
                          <time>{time.dateTime(copy.at).slice(5)}</time>
                        </small>
                      </button>
                      <Button size="small" onClick={() => void markRead([copy])}>{t('copies.read')}</Button>
                    </li>
                  ))}
                </ul>
                <footer>
                  {unread > copies.length && <span className="muted">{t('copies.more')}</span>}
                  <Button size="small" type="primary" ghost data-testid="copies-read-all" onClick={() => void markRead(copies)}>
                    {t('copies.readAll')}
                  </Button>
                </footer>
              </>
            ))}
        </Asked>
      )}
    </Tray>
  )
}

function CopyIcon() {
  return (
    <svg width="17" height="17" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden>
      <path d="M2 9.5v4h12v-4h-3.5l-1 1.8h-3l-1-1.8zM2 9.5 4 3h8l2 6.5" />
    </svg>
  )
}
