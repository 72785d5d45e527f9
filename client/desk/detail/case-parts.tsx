import { Image } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CaseRecord, TrailStep } from '../../../server/contract/api/cases.ts'
import type { GridLayer } from '../../../server/contract/api/grids.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { Section } from './panel.tsx'

/** The most general owner first. */
const LAYERS: readonly GridLayer[] = ['community', 'street', 'exclusive']

/** The photos of a case; a click enlarges one. */
export function CasePhotos({ record }: { record: CaseRecord }) {
  const { t } = useTranslation('desk')
  if (record.attachments.length === 0) return null
  return (
    <div className="photos" data-testid="case-photos">
      <Image.PreviewGroup>
        {record.attachments.map((attachment, index) => (
          <Image
            key={attachment.id} src={`/api/attachments/${attachment.id}`} width={96} height={72}
            alt={t('case.photo', { index: index + 1 })} style={{ objectFit: 'cover' }}
          />
        ))}
      </Image.PreviewGroup>
    </div>
  )
}

/** Who owns the place in each of the three layers, and the chain from there up to the city. */
export function CaseOwners({ record }: { record: Pick<CaseRecord, 'owners' | 'chain'> }) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { select } = useDesk()
  return (
    <Section title={t('case.owners')}>
      <ul className="owners" data-testid="case-owners">
        {LAYERS.map((layer) => {
          const owners = record.owners.filter((owner) => owner.layer === layer)
          return (
            <li key={layer}>
              <span>{t(`common:layer.${layer}`)}</span>
              <div>
                {owners.length === 0 && <em>{t('case.noOwner')}</em>}
                {owners.map((owner) => (
                  <button
                    key={owner.gridId} type="button" className="link-button" title={owner.code}
                    onClick={() => select({ type: 'grid', id: owner.gridId })}
                  >
                    {nameOf(owner, language)}
                  </button>
                ))}
              </div>
            </li>
          )
        })}
      </ul>
      <Chain chain={record.chain} />
    </Section>
  )
}

/** Areas from the smallest to the city, in this order. */
export function Chain({ chain }: { chain: readonly { code: string; name: string; nameEn: string }[] }) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  return (
    <ol className="chain" aria-label={t('case.chain')} data-testid="chain">
      {chain.map((link) => <li key={link.code} title={link.code}>{nameOf(link, language)}</li>)}
    </ol>
  )
}

/** Why the case went where it went, step by step, in words. */
export function RoutingTrail({ steps }: { steps: readonly TrailStep[] }) {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  return (
    <Section title={t('case.trail')}>
      <ol className="trail" data-testid="routing-trail">
        {steps.map((step, index) => (
          // Steps have no id and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={step.rule === 'fallback' ? 'trail-fallback' : undefined}>
            <b>{t(`trailRule.${step.rule}`)}</b>
            <span>{language === 'en' ? step.textEn : step.text}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
