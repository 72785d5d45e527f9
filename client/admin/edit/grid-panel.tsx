import { Button, Input, Popconfirm, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CityRecord } from '../../../server/contract/api/city.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import type { GridEditor } from './grid-editor.ts'
import { areaM2Of, pointsOf } from './shared-edges/polygon.ts'
import type { SheetGrid } from './shared-edges/sheet.ts'

/** The selected grid: what it is called, whose it is, how large it is. */
export function GridPanel({ editor, city }: { editor: GridEditor; city: CityRecord }) {
  const { t } = useTranslation('boundaryEditor')
  const { sheet, selectedId, history, loaded } = useStore(editor.store)
  const grid = selectedId === null ? undefined : sheet.get(selectedId)
  if (grid === undefined) return <section className="edit-panel edit-empty">{t('panel.none')}</section>
  const isNew = !loaded.has(grid.id)
  return (
    <section className="edit-panel" data-testid="edit-grid">
      <Facts key={grid.id} editor={editor} city={city} grid={grid} isNew={isNew}>
        {isNew && <Tag color="gold">{t('panel.isNew')}</Tag>}
        {!isNew && history.present.has(grid.id) && <Tag color="gold">{t('panel.changed')}</Tag>}
      </Facts>
      <Popconfirm
        title={t('panel.removeTitle')} description={t('panel.removeText')} okText={t('panel.removeYes')}
        cancelText={t('panel.removeNo')} onConfirm={() => editor.remove()}
      >
        <Button size="small" danger data-testid="edit-remove">{t('panel.remove')}</Button>
      </Popconfirm>
    </section>
  )
}

interface FactsProps {
  editor: GridEditor
  city: CityRecord
  grid: SheetGrid
  isNew: boolean
  children: ReactNode
}

function Facts({ editor, city, grid, isNew, children }: FactsProps) {
  const { t } = useTranslation('boundaryEditor')
  const language = useLanguage()
  const { sheet } = useStore(editor.store)
  const unit = city.units.find(({ id }) => id === grid.unitId)
  const area = city.areas.find(({ code }) => code === grid.areaCode)
  const taken = [...sheet.values()].some(({ id, code }) => id !== grid.id && code === grid.code)
  const starts = grid.code.startsWith(grid.areaCode) && grid.code !== grid.areaCode
  const wrong = taken ? t('panel.codeTaken') : starts ? null : t('panel.codeStarts', { area: grid.areaCode })
  const squareMetres = Math.round(areaM2Of(grid.polygons)).toLocaleString(language === 'zh' ? 'zh-CN' : 'en')
  return (
    <>
      <header>
        <b>{nameOf(grid, language)}</b>
        {children}
      </header>
      <dl>
        {(['code', 'name', 'nameEn'] as const).map((field) => (
          <Field key={field} label={t(`panel.${field}`)}>
            <LateInput
              value={grid[field]} status={field === 'code' && wrong !== null ? 'error' : ''} field={field}
              onChange={(value) => editor.rename(grid.id, { [field]: value })}
            />
          </Field>
        ))}
        {wrong !== null && <p className="edit-wrong">{wrong}</p>}
        <Field label={t('panel.area')}>
          {isNew
            ? (
                <Select
                  size="small" showSearch={{ optionFilterProp: 'label' }} value={grid.areaCode}
                  onChange={(areaCode) => editor.rename(grid.id, { areaCode })}
                  options={city.areas.map((each) =>
                    ({ value: each.code, label: `${nameOf(each, language)} ${each.code}` }))}
                />
              )
            : <>{area && nameOf(area, language)} <code>{grid.areaCode}</code></>}
        </Field>
        <Field label={t('panel.owner')}>{unit ? nameOf(unit, language) : t('panel.noOwner')}</Field>
        <Field label={t('panel.size')}>{t('squareMetres', { value: squareMetres })}</Field>
        <Field label={t('panel.vertices')}>{pointsOf(grid.polygons).length}</Field>
      </dl>
    </>
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface LateInputProps {
  value: string
  field: string
  status: '' | 'error'
  onChange(value: string): void
}

/** Tells a new text when it is done, not at every key: each is one step that can be taken back. */
function LateInput({ value, field, status, onChange }: LateInputProps) {
  const [text, setText] = useState<string | null>(null)
  const finish = () => {
    const next = text?.trim()
    setText(null)
    if (next !== undefined && next !== '' && next !== value) onChange(next)
  }
  return (
    <Input
      size="small" value={text ?? value} status={status} maxLength={field === 'code' ? 40 : 100}
      onChange={(event) => setText(event.target.value)} onBlur={finish} onPressEnter={finish}
      data-testid={`edit-field-${field}`}
    />
  )
}
