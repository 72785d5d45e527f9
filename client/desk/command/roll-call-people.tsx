import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RollCallPerson, RollCallRecord } from '../../../server/contract/api/command.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useJson } from '../../api/use-json.ts'
import { missingOf } from '../../command/call-of.ts'
import { useOnCommand } from '../../command/use-command.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { useSend } from './use-send.ts'

/** Who was called: the missing first, who can be answered for; then who answered, when and from where. */
export function RollCallPeople({ id, onFollow }: { id: number; onFollow(): void }) {
  const { t } = useTranslation('command')
  const { store } = useDesk()
  const { state, reload } = useJson<RollCallRecord>(`/api/roll-calls/${id}`)
  useOnCommand(store, reload)
  return (
    <Asked state={state} onRetry={reload}>
      {({ people, endedAt }) => {
        const missing = missingOf(people)
        return (
          <>
            {missing.length > 0 && <h4>{t('call.missingList')} {missing.length}</h4>}
            <ul className="command-people" data-testid={`call-people-${id}`}>
              {[...missing, ...people.filter(({ answer }) => answer !== null)].map((person) => (
                <Person
                  key={`${person.workerId} ${person.unitId} ${person.name}`} callId={id} person={person}
                  isOpen={endedAt === null} onAnswered={reload} onFollow={onFollow}
                />
              ))}
            </ul>
          </>
        )
      }}
    </Asked>
  )
}

function Person({ callId, person, isOpen, onAnswered, onFollow }: {
  callId: number
  person: RollCallPerson
  isOpen: boolean
  onAnswered(): void
  onFollow(): void
}) {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const { time, flyTo, mayAct } = useDesk()
  const { busy, send } = useSend()
  const { workerId, unitId, onDuty, answer, answeredAt, answeredBy, note, late, place } = person
  const who = workerId !== null ? { workerId } : { unitId }
  const answerFor = async () => {
    const done = await send(() => postJson(`/api/roll-calls/${callId}/answers`, { answer: 'here', ...who }))
    if (done !== undefined) onAnswered()
  }
  return (
    <li>
      <span>
        <b>{nameOf(person, language)}</b>
        <small>{unitId !== null ? t('call.unit') : onDuty === true ? t('call.onDuty') : t('call.offDuty')}</small>
        {answer !== null && <i className={`command-answer-${answer}`}>{t(`call.answer.${answer}`)}</i>}
        {answeredAt !== null && (
          <small>{t('call.answeredAt', { time: time.time(answeredAt), name: answeredBy ?? '' })}</small>
        )}
        {late && <small className="is-late">{t('call.late')}</small>}
        {note !== '' && <small>{note}</small>}
      </span>
      {place !== null && (
        <Button
          size="small" type="text"
          onClick={() => {
            flyTo([place.lng, place.lat], 16)
            onFollow()
          }}
        >
          {t('call.find')}
        </Button>
      )}
      {answer === null && isOpen && mayAct && (workerId !== null || unitId !== null) && (
        <Button size="small" loading={busy} onClick={() => void answerFor()}>{t('call.here')}</Button>
      )}
    </li>
  )
}
