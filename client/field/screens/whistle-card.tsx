import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WhistleCall, WhistleRecord } from '../../../server/contract/api/field-work.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useField, useFieldState } from '../field-context.ts'
import { useFieldTime } from '../field-time.ts'
import { useRefusal } from '../parts/use-refusal.ts'
import { measurePosition, PositionError } from '../place/phone-position.ts'
import { useMinute } from '../use-minute.ts'
import { PlaceButtons } from './place-buttons.tsx'

/** One whistle: where to, until when, who is there; of a unit that is called, the button to check in. */
export function WhistleCard({ whistle }: { whistle: WhistleRecord }) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const { me, sync } = useField()
  const errorText = useErrorText()
  const time = useFieldTime()
  const now = useMinute()
  const [problem, setProblem] = useState('')
  const { id, text, area, blownBy, dueAt, endedAt, calls, lng, lat, caseNumber, withinM } = whistle
  const mine = calls.find(({ unitId, workerId }) => (unitId === null ? workerId === me.workerId : unitId === me.unitId))
  const isOpen = endedAt === null
  const isLate = Date.parse(dueAt) < now && calls.some(({ checkedInAt }) => checkedInAt === null)
  const end = () =>
    sync.now(`/api/whistles/${id}/end`, {}, 'whistles').catch((error: unknown) => setProblem(errorText(error)))
  return (
    <article className={isOpen ? 'whistle' : 'whistle whistle-ended'} data-testid={`whistle-${id}`}>
      <header>
        <b>{text}</b>
        <span className={isOpen && isLate ? 'due due-red' : 'due'}>
          {isOpen ? t('whistles.due', { time: time.short(dueAt, now) }) : t('whistles.ended')}
        </span>
      </header>
      <p className="order-place">
        {nameOf(area, language)} · {t('whistles.by', { name: blownBy })}{caseNumber !== null && ` · ${caseNumber}`}
      </p>
      {isOpen && <PlaceButtons lng={lng} lat={lat} label={text} />}
      <ul className="calls">{calls.map((call) => <CallLine key={`${call.unitId} ${call.workerId}`} call={call} />)}</ul>
      {mine !== undefined && mine.checkedInAt === null && isOpen && <CheckInButton whistleId={id} withinM={withinM} />}
      {mine === undefined && isOpen && me.role !== 'unit' && (
        <button type="button" className="button" onClick={() => void end()}>{t('whistles.end')}</button>
      )}
      {problem !== '' && <p className="problem" role="alert">{problem}</p>}
    </article>
  )
}

function CallLine({ call }: { call: WhistleCall }) {
  const { t } = useTranslation('field')
  const language = useLanguage()
  const time = useFieldTime()
  const now = useMinute()
  const { called, checkedInAt, distanceM, escalatedAt, escalatedTo } = call
  return (
    <li className={checkedInAt !== null ? 'call-there' : escalatedAt !== null ? 'call-late' : undefined}>
      <span>{nameOf(called, language)}</span>
      {checkedInAt !== null && (
        <em>
          {t('whistles.checkedIn')} {time.short(checkedInAt, now)}
          {' · '}{t('whistles.distance', { metres: Math.round(distanceM ?? 0) })}
        </em>
      )}
      {checkedInAt === null && escalatedAt !== null && <em>{t('whistles.escalated', { desk: escalatedTo ?? '' })}</em>}
      {checkedInAt === null && escalatedAt === null && <em>{t('whistles.waiting')}</em>}
    </li>
  )
}

/** Measures where the phone is and checks in with that, also where the network only comes later. */
function CheckInButton({ whistleId, withinM }: { whistleId: number; withinM: number }) {
  const { t } = useTranslation('field')
  const { sync } = useField()
  const queued = useFieldState(({ outbox }) =>
    outbox.find(({ work }) => work.type === 'check-in' && work.whistleId === whistleId))
  const refusal = useRefusal()
  const [state, setState] = useState<'idle' | 'measuring' | PositionError['problem']>('idle')
  const checkIn = async () => {
    setState('measuring')
    try {
      const { lng, lat, accuracyM, atMs } = await measurePosition()
      const measuredAt = new Date(atMs).toISOString()
      await sync.do({ type: 'check-in', whistleId, body: { lng, lat, accuracyM, measuredAt } })
      setState('idle')
    } catch (error) {
      setState(error instanceof PositionError ? error.problem : 'unavailable')
    }
  }
  if (queued?.state.type === 'waiting') return <p className="queued-line">{t('whistles.checkInQueued')}</p>
  return (
    <>
      {queued?.state.type === 'refused' && <p className="problem" role="alert">{refusal(queued.state)}</p>}
      <button
        type="button" className="big-button big-primary" disabled={state === 'measuring'}
        data-testid={`check-in-${whistleId}`}
        onClick={() => void (queued === undefined ? checkIn() : sync.discard(queued).then(checkIn))}
      >
        {t(state === 'measuring' ? 'whistles.checking' : 'whistles.checkIn')}
      </button>
      <p className="hint">
        {state === 'idle' || state === 'measuring'
          ? t('whistles.within', { metres: withinM })
          : <em role="alert">{t(`position.${state}`)}</em>}
      </p>
    </>
  )
}
