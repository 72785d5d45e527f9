import { Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceKindEntry } from '../../../server/contract/api/sensors.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { FailedLine } from './failed-line.tsx'
import { KindEditor } from './kind-editor.tsx'

/** The kinds of sensors: what each measures and raises, and the definition of the one that is chosen. */
export function SensorsCard() {
  const { t } = useTranslation('adminField')
  const { t: words } = useTranslation()
  const language = useLanguage()
  const { state, reload } = useJson<DeviceKindEntry[]>('/api/device-kinds')
  const [chosen, setChosen] = useState<string>()
  const kinds = valueOf(state) ?? []
  const kind = kinds.find((entry) => entry.kind === chosen)
  return (
    <section className="field-card" data-testid="sensors">
      <h3>{t('sensors.title')}</h3>
      <p className="field-hint">{t('sensors.hint')}</p>
      <FailedLine state={state} onRetry={reload} />
      <Table<DeviceKindEntry>
        size="small" rowKey="kind" dataSource={kinds} pagination={false}
        onRow={({ kind }) => ({ onClick: () => setChosen(kind), 'data-testid': `kind-${kind}` }) as object}
        rowClassName={(entry) => (entry.kind === chosen ? 'field-chosen' : 'field-row')}
        columns={[
          { title: t('sensors.kind'), render: (_, entry) => `${nameOf(entry, language)} ${entry.kind}` },
          { title: t('sensors.devices'), dataIndex: 'devices' },
          {
            title: t('sensors.measures'),
            render: (_, { definition }) =>
              (definition.measures ?? []).map(({ name, unit }) => (unit ? `${name} (${unit})` : name)).join(', '),
          },
          {
            title: t('sensors.alarms'),
            render: (_, { definition }) =>
              (definition.rules ?? [])
                .map((rule) => `${nameOf(rule, language)} ${words(`severity.${rule.severity}`)}`)
                .join(', '),
          },
          {
            title: t('sensors.silence'),
            render: (_, { definition: { silence } }) =>
              silence === undefined ? '—' : t('sensors.afterMinutes', { minutes: Math.round(silence.afterSeconds / 60) }),
          },
        ]}
      />
      {kind !== undefined && <KindEditor key={kind.kind} kind={kind} onSaved={reload} />}
    </section>
  )
}
