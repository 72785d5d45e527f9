import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ATTRIBUTE_DATATYPES } from '../../../../server/contract/api/open311.ts'
import { type AttributeFields, isList } from './attribute-fields.ts'

interface AttributeFormProps {
  /** Counted from 1. */
  number: number
  fields: AttributeFields
  onChange(fields: AttributeFields): void
  onRemove(): void
  /** Undefined: it is the first, or the last. */
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}

/** One question of a service. */
export function AttributeForm({ number, fields, onChange, onRemove, onUp, onDown }: AttributeFormProps) {
  const { t } = useTranslation('open311')
  const change = (part: Partial<AttributeFields>): void => onChange({ ...fields, ...part })
  return (
    <fieldset className="channel-question" data-testid="open311-question">
      <legend>{number}</legend>
      <label>
        {t('attributes.code')}
        <Input
          value={fields.code} maxLength={32} placeholder={t('attributes.codeHint')}
          onChange={({ target }) => change({ code: target.value })}
        />
      </label>
      <label>
        {t('attributes.description')}
        <Input value={fields.description} maxLength={500} onChange={({ target }) => change({ description: target.value })} />
      </label>
      <label>
        {t('attributes.descriptionEn')}
        <Input
          value={fields.descriptionEn} maxLength={500} onChange={({ target }) => change({ descriptionEn: target.value })}
        />
      </label>
      <label>
        {t('attributes.datatype')}
        <Select
          value={fields.datatype} onChange={(datatype) => change({ datatype })}
          options={ATTRIBUTE_DATATYPES.map((value) => ({ value, label: t(`attributes.datatypes.${value}`) }))}
        />
      </label>
      <label>
        {t('attributes.note')}
        <Input
          value={fields.datatypeDescription} maxLength={500}
          onChange={({ target }) => change({ datatypeDescription: target.value })}
        />
      </label>
      <div className="channel-question-marks">
        <Checkbox checked={fields.variable} onChange={({ target }) => change({ variable: target.checked })}>
          {t('attributes.variable')}
        </Checkbox>
        <Checkbox
          checked={fields.required && fields.variable} disabled={!fields.variable}
          onChange={({ target }) => change({ required: target.checked })}
        >
          {t('attributes.required')}
        </Checkbox>
        <Button size="small" disabled={onUp === undefined} onClick={onUp}>{t('attributes.up')}</Button>
        <Button size="small" disabled={onDown === undefined} onClick={onDown}>{t('attributes.down')}</Button>
        <Button size="small" danger onClick={onRemove}>{t('attributes.remove')}</Button>
      </div>
      {isList(fields) && (
        <label className="channel-wide">
          {t('attributes.values')}
          <Input.TextArea
            value={fields.lines} autoSize={{ minRows: 2, maxRows: 10 }} placeholder={t('attributes.valuesHint')}
            className="field-code" onChange={({ target }) => change({ lines: target.value })}
          />
        </label>
      )}
    </fieldset>
  )
}
