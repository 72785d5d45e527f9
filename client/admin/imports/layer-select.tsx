import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportLayer } from '../../../server/contract/api/imports.ts'
import { LAYER_GROUPS } from './layer-kinds.ts'

interface LayerSelectProps {
  value: ImportLayer | undefined
  onChange(layer: ImportLayer): void
}

/** What the rows of a file are. */
export function LayerSelect({ value, onChange }: LayerSelectProps) {
  const { t } = useTranslation('adminImport')
  const options = useMemo(
    () => LAYER_GROUPS.map(({ group, layers }) => ({
      label: t(`group.${group}`),
      options: layers.map((layer) => ({ value: layer, label: t(`layers.${layer}`) })),
    })),
    [t],
  )
  return (
    <Select<ImportLayer>
      className="imports-layer" value={value} options={options} placeholder={t('files.chooseLayer')} listHeight={420}
      status={value === undefined ? 'warning' : undefined} onChange={onChange} data-testid="import-layer"
    />
  )
}
