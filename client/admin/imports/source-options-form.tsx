import { Input, Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportLayer, SourceOptions, SourcePreview } from '../../../server/contract/api/imports.ts'
import { DATUM_CHOICES, DATUM_GROUPS } from './datum-choices.ts'
import type { ChosenFile } from './import-wizard.ts'
import { hasParents, hasPlace, hasRings } from './layer-kinds.ts'
import { useDatumText } from './use-datum-text.ts'

const PARENTS = ['auto', 'code', 'field', 'containment'] as const
const ENCODINGS = ['auto', 'utf-8', 'gbk'] as const
const FORMATS = ['geojson', 'ndjson', 'shapefile', 'geopackage', 'csv'] as const

interface SourceOptionsFormProps {
  file: ChosenFile
  layer: ImportLayer
  preview: SourcePreview | undefined
  onChange(options: Partial<ChosenFile['options']>): void
}

/** How a file is read: what of it matters to its format and its layer. */
export function SourceOptionsForm({ file, layer, preview, onChange }: SourceOptionsFormProps) {
  const { t } = useTranslation('adminImport')
  const datumText = useDatumText()
  const { name, options } = file
  const format = FORMATS.find((known) => known === preview?.format)
  const isText = /\.(csv|zip)$/i.test(name)

  return (
    <div className="imports-options">
      <Labelled label={t('mapping.format')}>
        <b>{format === undefined ? '—' : t(`mapping.formats.${format}`)}</b>
      </Labelled>
      {hasPlace(layer) && (
        <Labelled label={t('mapping.datum')} hint={preview && <DatumFound datum={preview.datum} />}>
          <Select
            value={options.datum ?? ''} listHeight={400} className="imports-datum" data-testid="import-datum"
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(datum: string) => onChange({ datum: datum === '' ? undefined : datum })}
            options={[
              { value: '', label: t('mapping.datumAuto') },
              ...DATUM_GROUPS.map((group) => ({
                label: t(`mapping.groups.${group}`),
                options: DATUM_CHOICES.filter((choice) => choice.group === group)
                  .map(({ code }) => ({ value: code, label: datumText(code) })),
              })),
            ]}
          />
        </Labelled>
      )}
      {isText && (
        <Labelled label={t('mapping.encoding')}>
          <Select<(typeof ENCODINGS)[number]>
            value={options.encoding ?? 'auto'} className="imports-encoding" data-testid="import-encoding"
            options={ENCODINGS.map((value) => ({ value, label: t(`mapping.encodings.${value}`) }))}
            onChange={(encoding) => onChange({ encoding: encoding === 'auto' ? undefined : encoding })}
          />
        </Labelled>
      )}
      <TableOption file={file} preview={preview} onChange={onChange} />
      {hasParents(layer) && (
        <Labelled label={t('mapping.parents')} title={t('mapping.parentsHint')}>
          <Select
            value={options.parents ?? 'auto'} className="imports-parents" data-testid="import-parents"
            options={PARENTS.map((value) => ({ value, label: t(`mapping.parentChoices.${value}`) }))}
            onChange={(parents: NonNullable<SourceOptions['parents']>) =>
              onChange({ parents: parents === 'auto' ? undefined : parents })}
          />
        </Labelled>
      )}
      {hasRings(layer) && (
        <Labelled label={t('mapping.repair')} title={t('mapping.repairHint')}>
          <Switch
            checked={options.repair ?? false} data-testid="import-repair"
            onChange={(repair) => onChange({ repair: repair || undefined })}
          />
        </Labelled>
      )}
    </div>
  )
}

/** Where a file holds several tables: which one. Until the server has named them the name can be typed. */
function TableOption({ file, preview, onChange }: Omit<SourceOptionsFormProps, 'layer'>) {
  const { t } = useTranslation('adminImport')
  const { name, options, preview: { type } } = file
  if (preview !== undefined && preview.tables.length > 1) {
    return (
      <Labelled label={t('mapping.table')}>
        <Select
          className="imports-table" value={options.table} placeholder={preview.tables[0]} data-testid="import-table"
          options={preview.tables.map((value) => ({ value, label: value }))} onChange={(table) => onChange({ table })}
        />
      </Labelled>
    )
  }
  const mayHaveSeveral = type === 'failed' && /\.(zip|gpkg)$/i.test(name)
  if (!mayHaveSeveral) return null
  return (
    <Labelled label={t('mapping.table')} title={t('mapping.tableHint')}>
      <Input.Search
        className="imports-table" defaultValue={options.table} placeholder={t('mapping.tableHint')}
        data-testid="import-table-name"
        onSearch={(table) => onChange({ table: table.trim() || undefined })}
      />
    </Labelled>
  )
}

function DatumFound({ datum: { code, from } }: Pick<SourcePreview, 'datum'>) {
  const { t } = useTranslation('adminImport')
  const datum = useDatumText()(code)
  if (from === 'stated') return null
  const text = from === 'file' ? t('mapping.datumOfFile', { datum }) : t('mapping.datumAssumed', { datum })
  return <em data-from={from}>{text}</em>
}

interface LabelledProps {
  label: string
  title?: string
  hint?: ReactNode
  children: ReactNode
}

function Labelled({ label, title, hint, children }: LabelledProps) {
  return (
    <label className="imports-option" title={title}>
      <span>{label}</span>
      {children}
      {hint}
    </label>
  )
}
