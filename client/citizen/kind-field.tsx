import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCity } from '../../server/contract/api/citizen.ts'
import { Sheet } from '../field/parts/sheet.tsx'
import { nameOf, useLanguage } from '../language/language.ts'

type Group = CitizenCity['groups'][number]
export type Kind = Group['kinds'][number]

interface KindFieldProps {
  groups: readonly Group[]
  chosen: Kind | undefined
  onChoose(kind: Kind): void
}

/** What it is: chosen from all kinds, by their groups or by search. */
export function KindField({ groups, chosen, onChoose }: KindFieldProps) {
  const { t } = useTranslation('citizen')
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const found = findInGroups(groups, search)
  return (
    <>
      <button
        type="button" className="kind citizen-kind" aria-pressed={chosen !== undefined} data-testid="citizen-kind"
        onClick={() => setOpen(true)}
      >
        {chosen === undefined ? `${t('report.chooseKind')} ›` : nameOf(chosen, language)}
      </button>
      {isOpen && (
        <Sheet title={t('report.kind')} onClose={() => setOpen(false)}>
          <input
            type="search" className="kind-search" value={search} placeholder={t('report.search')}
            aria-label={t('report.search')} data-testid="citizen-kind-search"
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul className="kind-list" data-testid="citizen-kinds">
            {found.length === 0 && <li className="hint">{t('report.noKind')}</li>}
            {found.map(({ group, kind }) => (
              <li key={kind.code}>
                <button
                  type="button" onClick={() => {
                    onChoose(kind)
                    setOpen(false)
                  }}
                >
                  <b>{nameOf(kind, language)}</b>
                  <span>{nameOf(group, language)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  )
}

/** The kinds whose own or group's name has all words of a text, in either language. */
export function findInGroups(groups: readonly Group[], text: string): { group: Group; kind: Kind }[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return groups.flatMap((group) => group.kinds.map((kind) => ({ group, kind }))).filter(({ group, kind }) => {
    const all = `${kind.name} ${kind.nameEn} ${group.name} ${group.nameEn}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
