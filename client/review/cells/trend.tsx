import { useTranslation } from 'react-i18next'

interface TrendProps {
  /** (now − before) / before, or null where there was none before. */
  change: number | null
  before: number
  /** False where nothing at all is known of the period before: then a count is no rise. */
  comparable: boolean
}

/** Which way a count went, by how much, and what it was before. More cases are the worse way, so they are red. */
export function Trend({ change, before, comparable }: TrendProps) {
  const { t } = useTranslation('review')
  if (!comparable) return <span className="trend trend-level"><b>–</b><small>{t('top.unknown')}</small></span>
  const percent = change === null ? null : Math.round(change * 100)
  const way = percent === null || percent > 0 ? 'up' : percent < 0 ? 'down' : 'level'
  return (
    <span className={`trend trend-${way}`}>
      <b>{percent === null ? t('top.fresh') : `${{ up: '▲', down: '▼', level: '–' }[way]} ${Math.abs(percent)}%`}</b>
      <small>{t('top.before', { count: before })}</small>
    </span>
  )
}
