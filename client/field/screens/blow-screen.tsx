import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewWhistleBody, WhistleRecord } from '../../../server/contract/api/field-work.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useField, useFieldState } from '../field-context.ts'
import { goTo, hashOf } from '../field-route.ts'
import { measurePosition, PositionError } from '../place/phone-position.ts'

const MINUTES = [15, 30, 60, 120] as const
/** So many are seen at a glance. */
const SEARCH_FROM = 10

/** 吹哨: calls units to where I am, or to the place of a case. */
export function BlowScreen({ caseId }: { caseId: number | null }) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const { sync } = useField()
  const errorText = useErrorText()
  const units = useFieldState(({ facts }) => facts?.value.callableUnits) ?? []
  const isOffline = useFieldState(({ link }) => link === 'offline')
  const record = useFieldState(({ cases }) => (caseId === null ? undefined : cases.get(caseId)?.value))
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [text, setText] = useState('')
  const [minutes, setMinutes] = useState<number>(30)
  const [search, setSearch] = useState('')
  const [problem, setProblem] = useState('')
  const [sending, setSending] = useState(false)
  useEffect(() => {
    if (caseId !== null) void sync.readCase(caseId)
  }, [sync, caseId])

  const toggle = (id: number) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]))
  const send = async () => {
    setSending(true)
    setProblem('')
    try {
      const { lng, lat } = record ?? (await measurePosition())
      const body: NewWhistleBody = {
        lng, lat, unitIds: [...chosen], text: text.trim(), withinMinutes: minutes, ...(caseId !== null && { caseId }),
      }
      await sync.now<WhistleRecord>('/api/whistles', body, 'whistles')
      goTo({ screen: 'whistles' })
    } catch (error) {
      setProblem(error instanceof PositionError ? t(`position.${error.problem}`) : errorText(error))
      setSending(false)
    }
  }
  const isReady = chosen.length > 0 && text.trim() !== '' && !sending && !isOffline
    && (caseId === null || record !== undefined)
  return (
    <section className="screen blow-screen" data-testid="blow">
      <a className="back" href={hashOf({ screen: 'whistles' })}>‹ {t('case.back')}</a>
      <h1>{t('whistles.blowTitle')}</h1>
      <p className="place-line place-measured">
        <i aria-hidden />
        <span>{record === undefined ? t('whistles.here') : `${t('whistles.toCase')} · ${record.number}`}</span>
      </p>
      <label className="field-input">
        <span>{t('whistles.text')}</span>
        <textarea
          value={text} rows={2} maxLength={400} placeholder={t('whistles.textPlaceholder')} data-testid="whistle-text"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <h2>{t('whistles.minutes')}</h2>
      <div className="kind-grid">
        {MINUTES.map((one) => (
          <button
            key={one} type="button" className="kind" aria-pressed={one === minutes} onClick={() => setMinutes(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <h2>{t('whistles.units')}{chosen.length > 0 && <em>{t('whistles.chosen', { count: chosen.length })}</em>}</h2>
      {units.length > SEARCH_FROM && (
        <input
          type="search" className="kind-search" value={search} placeholder={t('whistles.findUnit')}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <div className="kind-grid kind-grid-wide">
        {units.filter((unit) => chosen.includes(unit.id) || nameHas(unit, search)).map((unit) => (
          <button
            key={unit.id} type="button" className="kind" aria-pressed={chosen.includes(unit.id)}
            data-testid={`whistle-unit-${unit.id}`} onClick={() => toggle(unit.id)}
          >
            {nameOf(unit, language)}
          </button>
        ))}
      </div>
      {isOffline && <p className="problem">{t('whistles.online')}</p>}
      {problem !== '' && <p className="problem" role="alert">{problem}</p>}
      <div className="report-send">
        <button
          type="button" className="big-button big-primary" disabled={!isReady} data-testid="whistle-send"
          onClick={() => void send()}
        >
          {t('whistles.send')}
        </button>
      </div>
    </section>
  )
}

function nameHas({ name, nameEn }: { name: string; nameEn: string }, text: string): boolean {
  return `${name} ${nameEn}`.toLowerCase().includes(text.trim().toLowerCase())
}
