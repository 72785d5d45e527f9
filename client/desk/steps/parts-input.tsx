import { Button, Input, TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { categoryTree } from '../../city/choice-trees.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { PARTS_AT_LEAST, PARTS_AT_MOST, type PartDraft } from './step-draft.ts'
import { UnitPicker } from './unit-picker.tsx'

interface PartsInputProps {
  parts: readonly PartDraft[]
  /** Whether somebody has tried to send the form with a part left empty. */
  tried: boolean
  onChange(parts: PartDraft[]): void
}

/** The cases that a case is split into: what each is about, and of which category and unit where the desk says so. */
export function PartsInput({ parts, tried, onChange }: PartsInputProps) {
  const { t } = useTranslation(['caseWork', 'desk'])
  const language = useLanguage()
  const { city } = useDesk()
  const tree = useMemo(() => categoryTree(city, language, true), [city, language])
  const change = (key: number, part: Partial<PartDraft>) =>
    onChange(parts.map((one) => (one.key === key ? { ...one, ...part } : one)))
  return (
    <div className="parts-input">
      {parts.map(({ key, description, category, unitId }, index) => (
        <fieldset key={key}>
          <legend>
            {t('form.part', { index: index + 1 })}
            {parts.length > PARTS_AT_LEAST && (
              <button type="button" className="link-button" onClick={() => onChange(parts.filter((one) => one.key !== key))}>
                {t('form.removePart')}
              </button>
            )}
          </legend>
          <Input.TextArea
            value={description} maxLength={4000} autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t('form.partText')}
            status={tried && description.trim() === '' ? 'error' : undefined} data-testid={`part-${index + 1}`}
            onChange={(event) => change(key, { description: event.target.value })}
          />
          <TreeSelect
            treeData={tree} value={category} showSearch={{ treeNodeFilterProp: 'search' }} placement="topLeft"
            onChange={(chosen) => change(key, { category: chosen })}
          />
          <UnitPicker
            unitId={unitId} testId={`part-unit-${index + 1}`} placeholder={t('form.partUnit')}
            onChange={(chosen) => change(key, { unitId: chosen })}
          />
        </fieldset>
      ))}
      {parts.length < PARTS_AT_MOST && (
        <Button
          size="small" type="dashed" block data-testid="part-add"
          onClick={() => onChange([
            ...parts,
            { key: Math.max(...parts.map(({ key }) => key)) + 1, description: '', category: parts[0].category, unitId: undefined },
          ])}
        >
          {t('form.addPart')}
        </Button>
      )}
    </div>
  )
}
