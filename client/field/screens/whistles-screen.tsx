import { useTranslation } from 'react-i18next'
import { useField, useFieldState } from '../field-context.ts'
import { hashOf } from '../field-route.ts'
import { AsOf } from '../parts/as-of.tsx'
import { WhistleCard } from './whistle-card.tsx'

/** 吹哨报到: of a unit what calls it to a point, of others what they have blown. */
export function WhistlesScreen() {
  const { t } = useTranslation('field')
  const { me } = useField()
  const kept = useFieldState((state) => state.whistles)
  const whistles = kept?.value.whistles ?? []
  const isUnit = me.role === 'unit'
  return (
    <section className="screen" data-testid="whistles">
      <AsOf atMs={kept?.atMs} />
      {!isUnit && (
        <a className="big-button big-primary" href={hashOf({ screen: 'blow', caseId: null })} data-testid="whistle-new">
          {t('whistles.blowTitle')}
        </a>
      )}
      {kept !== undefined && whistles.length === 0 && (
        <div className="empty"><b>{t(isUnit ? 'whistles.noneUnit' : 'whistles.none')}</b></div>
      )}
      {whistles.map((whistle) => <WhistleCard key={whistle.id} whistle={whistle} />)}
    </section>
  )
}
