import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowTemplate } from '../../../server/contract/api/case-steps.ts'
import type { ChannelEntry } from '../../../server/contract/api/channels.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from '../field/failed-line.tsx'
import { ChannelEditor } from './channel-editor.tsx'

/** The channels with what came by each today; a row opens its form. */
export function ChannelsCard({ onChanged }: { onChanged(): void }) {
  const { t } = useTranslation('channels')
  const language = useLanguage()
  const { state, reload } = useJson<ChannelEntry[]>('/api/channels')
  const templates = valueOf(useJson<FlowTemplate[]>('/api/flow-templates').state) ?? []
  const [open, setOpen] = useState<ChannelEntry | 'new'>()
  const templateName = new Map(templates.map((template) => [template.code, nameOf(template, language)]))

  function saved(): void {
    setOpen(undefined)
    reload()
    onChanged()
  }

  return (
    <section className="field-card" data-testid="channels">
      <h3>{t('list.title')}</h3>
      <p className="field-hint">{t('list.hint')}</p>
      <FailedLine state={state} onRetry={reload} />
      <Table<ChannelEntry>
        size="small" rowKey="code" dataSource={valueOf(state) ?? []} pagination={false}
        rowClassName={({ code }) => (open !== 'new' && open?.code === code ? 'field-chosen' : 'field-row')}
        onRow={(entry) => ({ onClick: () => setOpen(entry) })}
        columns={[
          { title: t('list.name'), render: (_, entry) => nameOf(entry, language) },
          { title: t('list.code'), dataIndex: 'code' },
          { title: t('list.kind'), render: (_, { kind }) => t(`list.kinds.${kind}`) },
          {
            title: t('list.template'),
            render: (_, { template }) => (template === null ? '—' : (templateName.get(template) ?? template)),
          },
          {
            key: 'marks',
            render: (_, { proactive, enabled, mapping }) => (
              <>
                <Tag color={proactive ? 'blue' : 'default'}>{t(proactive ? 'list.proactive' : 'list.reactive')}</Tag>
                {mapping !== null && <Tag>{t('list.mapped')}</Tag>}
                {!enabled && <Tag color="red">{t('list.disabled')}</Tag>}
              </>
            ),
          },
          { title: t('list.today'), dataIndex: 'casesToday', align: 'right' },
          {
            title: t('list.rejects'), align: 'right',
            render: (_, { openRejects }) => (openRejects === 0 ? 0 : <Tag color="orange">{openRejects}</Tag>),
          },
        ]}
      />
      <Button className="field-more" onClick={() => setOpen('new')} data-testid="channel-add">{t('list.add')}</Button>
      {open !== undefined && (
        <ChannelEditor
          key={open === 'new' ? ' new' : open.code} entry={open === 'new' ? undefined : open} templates={templates}
          onSaved={saved} onCancel={() => setOpen(undefined)}
        />
      )}
    </section>
  )
}
