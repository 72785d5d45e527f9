import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldFacts } from '../../../server/contract/api/field-work.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { Sheet } from '../parts/sheet.tsx'

type Kind = FieldFacts['kinds'][number]
const MOST_FOUND = 60

interface KindPickerProps {
  facts: FieldFacts
  chosen: Kind | undefined
  onChoose(kind: Kind): void
}

/** What it is: the kinds reported lately and often as buttons, all others by search. */
export function KindPicker({ facts, chosen, onChoose }: KindPickerProps) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const frequent = facts.frequentKinds.flatMap((code) => facts.kinds.find((kind) => kind.code === code) ?? [])
  const shown = chosen === undefined || frequent.includes(chosen) ? frequent : [chosen, ...frequent]
  const found = findKinds(facts.kinds, search).slice(0, MOST_FOUND)
  return (
    <>
      <h2>{t('report.kind')}</h2>
      <div className="kind-grid" data-testid="kinds">
        {shown.map((kind) => (
          <button
            key={kind.code} type="button" aria-pressed={kind === chosen} className="kind"
            data-testid={`kind-${kind.code}`} onClick={() => onChoose(kind)}
          >
            {nameOf(kind, language)}
          </button>
        ))}
        <button type="button" className="kind kind-more" onClick={() => setOpen(true)}>
          {t('report.moreKinds')} ›
        </button>
      </div>
      {isOpen && (
        <Sheet title={t('report.kind')} onClose={() => setOpen(false)}>
          <input
            type="search" className="kind-search" value={search} placeholder={t('report.search')}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul className="kind-list">
            {found.map((kind) => (
              <li key={kind.code}>
                <button
                  type="button" onClick={() => {
                    onChoose(kind)
                    setOpen(false)
                  }}
                >
                  <b>{nameOf(kind, language)}</b>
                  <span>{language === 'en' ? kind.groupNameEn : kind.groupName}</span>
                </button>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  )
}

/** The kinds whose name, group or code has all words of a text. */
export function findKinds(kinds: readonly Kind[], text: string): Kind[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return kinds.filter(({ code, name, nameEn, groupName, groupNameEn }) => {
    const all = `${code} ${name} ${nameEn} ${groupName} ${groupNameEn}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
