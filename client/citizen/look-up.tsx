import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCase } from '../../server/contract/api/citizen.ts'
import { ApiError } from '../api/api-error.ts'
import { withQuery } from '../api/query-string.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { useJson } from '../api/use-json.ts'
import type { CityTime } from '../city/city-time.ts'
import { CaseView } from './case-view.tsx'

interface LookUpProps {
  /** Asked for at once where it is complete. */
  first: { number: string; code: string }
  time: CityTime
}

/** How far a case is, for whoever knows its number and code. */
export function LookUp({ first, time }: LookUpProps) {
  const { t } = useTranslation('citizen')
  const [number, setNumber] = useState(first.number)
  const [code, setCode] = useState(first.code)
  const [path, setPath] = useState(() =>
    (isComplete(first.number, first.code) ? pathOf(first.number, first.code) : undefined))
  const { state, reload } = useJson<CitizenCase>(path)

  if (path !== undefined && state.type === 'loaded') {
    return (
      <CaseView
        case={state.value} code={code.trim()} time={time} onRated={reload} onBack={() => {
          setNumber('')
          setCode('')
          setPath(undefined)
        }}
      />
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const asked = pathOf(number, code)
    if (asked === path) reload()
    setPath(asked)
  }
  return (
    <form className="screen" onSubmit={submit} data-testid="citizen-look-up">
      <label className="field-input">
        {t('look.number')}
        <input
          type="text" value={number} maxLength={32} autoComplete="off" data-testid="look-number"
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      <label className="field-input">
        {t('look.code')}
        <input
          type="text" value={code} maxLength={20} autoComplete="off" autoCapitalize="characters" data-testid="look-code"
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      {state.type === 'failed' && <LookUpProblem error={state.error} />}
      <button
        type="submit" className="big-button big-primary" data-testid="look-ask"
        disabled={(path !== undefined && state.type === 'loading') || !isComplete(number, code)}
      >
        {t('look.ask')}
      </button>
    </form>
  )
}

function isComplete(number: string, code: string): boolean {
  return number.trim() !== '' && code.trim().length >= 4
}

function pathOf(number: string, code: string): string {
  return withQuery(`/api/citizen/cases/${encodeURIComponent(number.trim())}`, { code: code.trim() })
}

function LookUpProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('citizen')
  const errorText = useErrorText()
  const status = error instanceof ApiError ? error.status : undefined
  const text = status === 404 ? t('look.none') : status === 429 ? t('look.tooOften') : errorText(error)
  return <p className="problem" role="alert">{text}</p>
}
