import { useTranslation } from 'react-i18next'
import type { ConsultationRecord } from '../../../server/contract/api/catalogue.ts'
import { useActorName } from '../../city/actor-name.ts'
import { unitName } from '../../city/place-names.ts'
import { useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { type Stand, standsOf } from './stands-of.ts'
import './consultations.css'

/** A consultation in full: what about, who was invited, what each says and said, what came of it and who decided. */
export function ConsultationItem({ consultation }: { consultation: ConsultationRecord }) {
  const { t } = useTranslation(['consultations', 'caseWork'])
  const actorName = useActorName()
  const { time } = useDesk()
  const nameOfUnit = useUnitName()
  const { id, state, round, reason, openedAt, openedBy, leadUnitId, assistUnitIds, decidedBy, closedAt, closedBy } = consultation
  return (
    <li className="consultation" data-testid={`consultation-${id}`}>
      <div className="consultation-head">
        <b className={`consultation-${state}`}>{t(`state.${state}`)}</b>
        <span className="muted">{t('round', { round })}</span>
        <span className="muted">{t('opened', { time: time.dateTime(openedAt), by: actorName(openedBy) })}</span>
      </div>
      {reason !== '' && <p>{t('reason')}：{reason}</p>}
      <ul>{standsOf(consultation).map((stand) => <StandLine key={stand.unitId} stand={stand} />)}</ul>
      {closedAt !== null && (
        <p data-testid="consultation-outcome">
          {leadUnitId !== null && (
            <strong>
              {t('lead', { name: nameOfUnit(leadUnitId) })}
              {assistUnitIds.length > 0
                && ` · ${t('assists', { names: assistUnitIds.map(nameOfUnit).join(t('caseWork:separator')) })}`}
              {decidedBy !== null && ` · ${t('decidedBy', { name: decidedBy })}`}
            </strong>
          )}
          <span className="muted"> {t('closed', { time: time.dateTime(closedAt), by: actorName(closedBy ?? '') })}</span>
        </p>
      )}
    </li>
  )
}

function StandLine({ stand: { unitId, last, earlier } }: { stand: Stand }) {
  const { t } = useTranslation(['consultations', 'caseWork'])
  const actorName = useActorName()
  const { time } = useDesk()
  const nameOfUnit = useUnitName()
  return (
    <li data-testid={`stand-${unitId}`}>
      <span>{nameOfUnit(unitId)}</span>
      {last === null
        ? <em className="muted">{t('silent')}</em>
        : (
          <div>
            <b className={`stance-${last.stance}`}>{t(`caseWork:stance.${last.stance}`)}</b> {last.text}
            <small>
              {t('saidBy', { time: time.dateTime(last.at), by: actorName(last.saidBy) })}
              {last.onBehalf && ` · ${t('onBehalf')}`}
              {earlier.map((one) => (
                <span key={one.id} title={one.text}>
                  {' · '}{t('earlier', { stance: t(`caseWork:stance.${one.stance}`), time: time.dateTime(one.at).slice(5) })}
                </span>
              ))}
            </small>
          </div>
        )}
    </li>
  )
}

function useUnitName(): (id: number) => string {
  const { t } = useTranslation('desk')
  const language = useLanguage()
  const { city } = useDesk()
  return (id) => unitName(city, id, language) ?? t('dispatch.gone', { id: String(id) })
}
