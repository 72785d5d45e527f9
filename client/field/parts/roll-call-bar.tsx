import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MyRollCall, RollCallAnswer } from '../../../server/contract/api/command.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useEvery } from '../../api/use-every.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useFieldState } from '../field-context.ts'
import { useFieldTime } from '../field-time.ts'
import { measurePosition } from '../place/phone-position.ts'
import { useMinute } from '../use-minute.ts'

const ASK_EVERY_MS = 30_000
/** An answer waits no longer for the phone to say where it is. */
const PLACE_WITHIN_MS = 4000

/** 点名: roll calls that wait for an answer of this phone, above any screen. A call comes with a message. */
export function RollCallBar() {
  const { state, reload } = useJson<{ rollCalls: MyRollCall[] }>('/api/roll-calls/mine')
  const newest = useFieldState(({ messages }) => messages?.value.messages[0]?.id)
  useEvery(ASK_EVERY_MS, reload)
  useEffect(() => {
    if (newest !== undefined) reload()
  }, [newest, reload])
  const waiting = valueOf(state)?.rollCalls.filter(({ answer }) => answer === null) ?? []
  return waiting.map((call) => <CallCard key={call.id} call={call} onAnswered={reload} />)
}

function CallCard({ call, onAnswered }: { call: MyRollCall; onAnswered(): void }) {
  const { t } = useTranslation('command')
  const time = useFieldTime()
  const now = useMinute()
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle')
  async function answer(answer: RollCallAnswer): Promise<void> {
    setState('sending')
    try {
      // that somebody is there counts, also where his phone cannot say where
      const place = answer === 'here' ? await Promise.race([placeNow(), nowhere()]) : {}
      await postJson(`/api/roll-calls/${call.id}/answers`, { answer, ...place })
      onAnswered()
    } catch {
      setState('failed')
    }
  }
  return (
    <article className="roll-call" role="alert" data-testid={`roll-call-${call.id}`}>
      <header>
        <strong>{t('phone.title')}{call.kind === 'drill' && ` · ${t('kind.drill')}`}</strong>
        <span className="due">{t('phone.due', { time: time.short(call.dueAt, now) })}</span>
      </header>
      <p>{call.message}</p>
      <div className="roll-call-answers">
        <button
          type="button" className="big-button big-primary" disabled={state === 'sending'}
          data-testid={`roll-call-here-${call.id}`} onClick={() => void answer('here')}
        >
          {t(state === 'sending' ? 'phone.sending' : 'phone.here')}
        </button>
        <button
          type="button" className="big-button" disabled={state === 'sending'} onClick={() => void answer('unable')}
        >
          {t('phone.unable')}
        </button>
      </div>
      {state === 'failed' && <p className="problem" role="alert">{t('phone.failed')}</p>}
    </article>
  )
}

interface Place {
  lng?: number
  lat?: number
}

const placeNow = (): Promise<Place> => measurePosition().then(({ lng, lat }) => ({ lng, lat }), () => ({}))
const nowhere = () => new Promise<Place>((resolve) => setTimeout(() => resolve({}), PLACE_WITHIN_MS))
