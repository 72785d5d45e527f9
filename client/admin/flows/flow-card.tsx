import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FlowTemplate } from '../../../server/contract/api/case-steps.ts'
import type { ChannelEntry } from '../../../server/contract/api/channels.ts'
import type { LimitRule, LimitStage } from '../../../server/contract/api/clocks.ts'
import type { FlowOutline } from '../../../server/contract/api/flow-outline.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { commonSides } from './common-sides.ts'
import { FlowStage } from './flow-stage.tsx'
import { SideList } from './side-list.tsx'

/** The template of cases that nothing else is said about. */
const USED_OTHERWISE = 'standard'

interface FlowCardProps {
  template: FlowTemplate
  outline: FlowOutline
  /** Those whose cases go by it. */
  channels: readonly ChannelEntry[]
  /** Undefined while they are not known. */
  limits: ReadonlyMap<LimitStage, readonly LimitRule[]> | undefined
  onEdit(): void
}

/** A template as a row of its steps. */
export function FlowCard({ template, outline, channels, limits, onEdit }: FlowCardProps) {
  const { t } = useTranslation('flows')
  const language = useLanguage()
  const sides = commonSides(outline)
  const names = channels.map((channel) => nameOf(channel, language)).join(t('separator'))
  const use = [
    template.code === USED_OTHERWISE ? t('otherwise') : t('onChoice'), ...(names === '' ? [] : [t('usedBy', { names })]),
  ].join(' · ')
  return (
    <section className="field-card flow-card" data-testid={`flow-${template.code}`}>
      <header>
        <h3>{nameOf(template, language)} <code>{template.code}</code></h3>
        {template.express && <Tag color="cyan">{t('express')}</Tag>}
        <span className="flow-channels">{use}</span>
        <Button size="small" onClick={onEdit} data-testid="flow-edit">{t('edit')}</Button>
      </header>
      <ol className="flow-stages">
        {outline.stages.map((stage, at) => (
          <FlowStage key={stage.step} number={at + 1} stage={stage} side={sides.stages[at]} limits={limits} />
        ))}
      </ol>
      <dl className="flow-sides">
        <dt>{t('always')}</dt><dd><SideList sides={sides.always} /></dd>
        <dt>{t('after')}</dt><dd><SideList sides={outline.after} /></dd>
      </dl>
    </section>
  )
}
