import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { LanguageSwitch } from '../language/language-switch.tsx'
import { addTexts } from '../language/language.ts'
import { login as loginTexts } from '../language/login.ts'
import { logIn } from '../session/session.ts'
import { addressAfterLogin } from '../session/pages.ts'
import { Skyline } from './skyline.tsx'
import './login.css'

addTexts({ login: loginTexts })

type Attempt = { type: 'idle' } | { type: 'sending' } | { type: 'refused'; error: unknown }

/** The way in for people. Plain elements, so that the first page anyone sees is also the lightest. */
export default function LoginPage() {
  const { t } = useTranslation(['login', 'common'])
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [attempt, setAttempt] = useState<Attempt>({ type: 'idle' })
  const [touched, setTouched] = useState(false)
  const refusal = useRefusalText()

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTouched(true)
    if (login.trim() === '' || password === '') return
    setAttempt({ type: 'sending' })
    logIn(login.trim(), password).then(
      (me) => location.replace(addressAfterLogin(me, new URLSearchParams(location.search).get('next'))),
      (error: unknown) => setAttempt({ type: 'refused', error }),
    )
  }
  const sending = attempt.type === 'sending'

  return (
    <div className="login-page">
      <Skyline />
      <div className="login-corner"><LanguageSwitch /></div>
      <main className="login-main">
        <header className="login-brand">
          <img src="/favicon.svg" alt="" width={56} height={56} />
          <h1>{t('common:product')}</h1>
          <p>{t('subtitle')}</p>
        </header>
        <form className="login-card" onSubmit={submit} noValidate data-testid="login-form">
          <h2>{t('heading')}</h2>
          <Field
            label={t('login')} name="login" type="text" autoComplete="username" value={login} disabled={sending}
            onChange={setLogin} problem={touched && login.trim() === '' ? t('loginMissing') : undefined} autoFocus
          />
          <Field
            label={t('password')} name="password" type="password" autoComplete="current-password" value={password}
            disabled={sending} onChange={setPassword}
            problem={touched && password === '' ? t('passwordMissing') : undefined}
          />
          <div className="login-refusal" role="alert" data-testid="login-error">
            {attempt.type === 'refused' && refusal(attempt.error)}
          </div>
          <button type="submit" className="login-submit" disabled={sending} data-testid="login-submit">
            {sending ? t('submitting') : t('submit')}
          </button>
          <p className="login-hint">{t('wallHint')}</p>
        </form>
      </main>
    </div>
  )
}

interface FieldProps {
  label: string
  name: string
  type: 'text' | 'password'
  autoComplete: string
  autoFocus?: boolean
  value: string
  disabled: boolean
  problem: string | undefined
  onChange(value: string): void
}

function Field({ label, problem, onChange, ...input }: FieldProps) {
  return (
    <label className={problem === undefined ? 'login-field' : 'login-field login-field-problem'}>
      <span>{label}</span>
      <input
        {...input} data-testid={`login-${input.name}`} aria-invalid={problem !== undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <em role={problem === undefined ? undefined : 'alert'}>{problem}</em>
    </label>
  )
}

/** What a failed login is told: wrong key and too many tries in words of their own, all else as everywhere. */
function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation('login')
  const errorText = useErrorText()
  return (error) => {
    if (error instanceof ApiError && error.status === 401) return t('wrong')
    if (error instanceof ApiError && error.status === 429) return t('tooMany')
    return errorText(error)
  }
}
