import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { GridOwner, Location } from '../../../server/contract/api/grids.ts'
import { useJson } from '../../api/use-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { Chain } from './case-parts.tsx'
import { Asked, Panel, Section } from './panel.tsx'

/** Who owns a point of the map, and who answers for it up to the city. */
export function PointDetail({ lng, lat }: { lng: number; lat: number }) {
  const { t } = useTranslation('desk')
  const { mayAct, select } = useDesk()
  const { state, reload } = useJson<Location>(withQuery('/api/grids/locate', { lng, lat }))
  return (
    <Panel
      testId="point-detail" title={t('point.title')} subtitle={<span>{lng.toFixed(6)}, {lat.toFixed(6)}</span>}
      actions={mayAct && (
        <Button type="primary" block onClick={() => select({ type: 'newCase', lng, lat })} data-testid="point-new-case">
          {t('point.newCase')}
        </Button>
      )}
    >
      <Asked state={state} onRetry={reload}>{(location) => <LocationParts location={location} />}</Asked>
    </Panel>
  )
}

function LocationParts({ location }: { location: Location }) {
  const { t } = useTranslation(['desk', 'common'])
  const layers: readonly [layer: GridOwner['layer'], owners: readonly GridOwner[]][] = [
    ['community', location.community === null ? [] : [location.community]],
    ['street', location.street === null ? [] : [location.street]],
    ['exclusive', location.exclusive],
  ]
  return (
    <>
      <Section title={t('case.owners')} aside={t(`common:decision.${location.decision}`)}>
        <ul className="owners" data-testid="point-owners">
          {layers.map(([layer, owners]) => (
            <li key={layer}>
              <span>{t(`common:layer.${layer}`)}</span>
              <div>
                {owners.length === 0 && <em>{t('point.none')}</em>}
                {owners.map((owner) => <OwnerLink key={owner.gridId} owner={owner} />)}
              </div>
            </li>
          ))}
        </ul>
        <p className="muted">{t('point.edge', { metres: Math.round(location.distanceToEdgeM) })}</p>
      </Section>
      <Section title={t('point.chain')}><Chain chain={location.chain} /></Section>
    </>
  )
}

function OwnerLink({ owner }: { owner: GridOwner }) {
  const language = useLanguage()
  const { select } = useDesk()
  return (
    <button
      type="button" className="link-button" title={owner.code}
      onClick={() => select({ type: 'grid', id: owner.gridId })}
    >
      {nameOf(owner, language)}
    </button>
  )
}
