import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GridOwner, Location } from '../../../server/contract/api/grids.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { withQuery } from '../../api/query-string.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { WhistleForm } from '../whistles/whistle-form.tsx'
import { Chain } from './case-parts.tsx'
import { Asked, Panel, Section } from './panel.tsx'

/** Who owns a point of the map, and who answers for it up to the city; cases are filed there, and whistles blown. */
export function PointDetail({ lng, lat }: { lng: number; lat: number }) {
  const { t } = useTranslation(['desk', 'whistles'])
  const { mayAct, scopeCode, select } = useDesk()
  const [blowing, setBlowing] = useState(false)
  const { state, reload } = useJson<Location>(withQuery('/api/grids/locate', { lng, lat }))
  const areaCode = valueOf(state)?.chain[0]?.code
  const mayBlow = areaCode?.startsWith(scopeCode) === true
  const endBlowing = () => setBlowing(false)
  return (
    <Panel
      testId="point-detail" title={t('point.title')} subtitle={<span>{lng.toFixed(6)}, {lat.toFixed(6)}</span>}
      actions={mayAct && (blowing && areaCode !== undefined ? (
        <WhistleForm place={{ lng, lat, areaCode }} unitIds={[]} onCancel={endBlowing} onBlown={endBlowing} />
      ) : (
        <>
          {mayBlow && <Button data-testid="point-whistle" onClick={() => setBlowing(true)}>{t('whistles:blow')}</Button>}
          <Button type="primary" block onClick={() => select({ type: 'newCase', lng, lat })} data-testid="point-new-case">
            {t('point.newCase')}
          </Button>
        </>
      ))}
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
