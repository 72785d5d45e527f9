import { useTranslation } from 'react-i18next'
import type { ActivationSummary, RollCallSummary } from '../../server/contract/api/command.ts'
import { valueOf } from '../api/use-json.ts'
import type { CityTime } from '../city/city-time.ts'
import { nameOf, useLanguage } from '../language/language.ts'
import type { LiveStore } from '../live/live-store.ts'
import { callOf } from './call-of.ts'
import { useCommand } from './use-command.ts'
import './command-banner.css'

/** Says over every screen what is switched on where it looks: 战时 in red, 演练 in blue. Nothing in peace. */
export function CommandBanner({ store, time }: { store: LiveStore; time: CityTime }) {
  const { state } = useCommand(store)
  const active = valueOf(state)
  if (active === undefined || active.activations.length === 0) return null
  return (
    <section className="command-banner" role="status" data-testid="command-banner">
      {active.activations.map((activation) => (
        <Line key={activation.id} activation={activation} call={callOf(active.rollCalls, activation.id)} time={time} />
      ))}
    </section>
  )
}

function Line({ activation, call, time }: {
  activation: ActivationSummary
  call: RollCallSummary | undefined
  time: CityTime
}) {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const { kind, area, planName, planNameEn, startedAt, id } = activation
  const plan = nameOf({ name: planName, nameEn: planNameEn }, language)
  return (
    <div className={`command-line command-${kind}`} data-testid={`command-line-${id}`}>
      <b>{t(`kind.${kind}`)}</b>
      <strong>{t('banner', { area: nameOf(area, language), plan })}</strong>
      {startedAt !== null && <time>{t('since', { time: time.dateTime(startedAt).slice(5) })}</time>}
      {call !== undefined && (
        <span data-testid="command-call">{t('calling', { answered: call.answered, total: call.total })}</span>
      )}
      {call !== undefined && call.overdueAt !== null && call.missing > 0 && <i>{t('late', { count: call.missing })}</i>}
    </div>
  )
}
