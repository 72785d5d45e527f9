import { Button, Spin } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowTemplate } from '../../../server/contract/api/case-steps.ts'
import type { ChannelEntry } from '../../../server/contract/api/channels.ts'
import type { LimitRules } from '../../../server/contract/api/clocks.ts'
import type { FlowOutline } from '../../../server/contract/api/flow-outline.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { FlowCard } from './flow-card.tsx'
import { FlowEditor } from './flow-editor.tsx'
import { generalLimits } from './general-limits.ts'
import '../field/field.css'
import '../channels/channels.css'
import './flows.css'

/** 流程模板: every template as a row of steps, with whose they are, their limits, and the channels that use it. */
export function FlowsTab() {
  const { t } = useTranslation('flows')
  const templates = useJson<FlowTemplate[]>('/api/flow-templates')
  const outlines = useJson<FlowOutline[]>('/api/flow-outlines')
  const channels = useJson<ChannelEntry[]>('/api/channels')
  const limits = useJson<LimitRules>('/api/limit-rules')
  const [edited, setEdited] = useState<FlowTemplate | 'new'>()
  const [nowMs] = useState(() => Date.now())
  const outlineByCode = new Map(valueOf(outlines.state)?.map((outline) => [outline.code, outline]))
  const rules = valueOf(limits.state)

  function saved(): void {
    setEdited(undefined)
    templates.reload()
    outlines.reload()
  }

  return (
    <div className="field" data-testid="flows">
      <div className="flows-head">
        <p className="field-hint">{t('hint')}</p>
        <Button type="primary" onClick={() => setEdited('new')} data-testid="flow-add">{t('add')}</Button>
      </div>
      <FailedLine state={templates.state} onRetry={templates.reload} />
      <FailedLine state={outlines.state} onRetry={outlines.reload} />
      <FailedLine state={channels.state} onRetry={channels.reload} />
      <FailedLine state={limits.state} onRetry={limits.reload} />
      {templates.state.type === 'loading' && valueOf(templates.state) === undefined && <Spin />}
      {valueOf(templates.state)?.map((template) => {
        const outline = outlineByCode.get(template.code)
        return outline && (
          <FlowCard
            key={template.code} template={template} outline={outline}
            channels={(valueOf(channels.state) ?? []).filter((channel) => channel.template === template.code)}
            limits={rules && generalLimits(rules, nowMs)} onEdit={() => setEdited(template)}
          />
        )
      })}
      {edited !== undefined && (
        <FlowEditor
          key={edited === 'new' ? ' new' : edited.code} template={edited === 'new' ? undefined : edited}
          onSaved={saved} onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  )
}
