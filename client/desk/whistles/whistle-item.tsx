import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { WhistleCall, WhistleRecord } from '../../../server/contract/api/field-work.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useActorName } from '../../city/actor-name.ts'
import { useDurationText } from '../../language/duration-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useSend } from '../command/use-send.ts'
import { useDesk } from '../desk-context.ts'
import { deskName } from '../steps/desk-name.ts'
import { countCalls, standingOf } from './whistle-standing.ts'
import './whistles.css'

interface WhistleItemProps {
  whistle: WhistleRecord
  nowMs: number
  onChanged(): void
  /** Opens its case; not given where that is what is shown already. */
  onOpenCase?(caseId: number): void
}

/** One whistle: what for, until when, who is there and how near, who is overdue, and its end. */
export function WhistleItem({ whistle, nowMs, onChanged, onOpenCase }: WhistleItemProps) {
  const { t } = useTranslation(['whistles', 'common'])
  const language = useLanguage()
  const durationText = useDurationText()
  const actorName = useActorName()
  const { time, mayAct, scopeCode, flyTo } = useDesk()
  const { busy, send } = useSend()
  const { id, text, area, areaCode, blownAt, blownBy, caseId, caseNumber, dueAt, endedAt, lng, lat, withinM, calls } = whistle
  const { there, overdue, total } = countCalls(whistle, nowMs)
  const leftMs = Date.parse(dueAt) - nowMs
  const duration = durationText(leftMs)
  const end = async () => {
    if ((await send(() => postJson(`/api/whistles/${id}/end`, {}))) !== undefined) onChanged()
  }
  return (
    <li className={endedAt === null ? 'whistle' : 'whistle whistle-ended'} data-testid={`whistle-${id}`}>
      <div className="whistle-head">
        <b>{text}</b>
        <span data-testid="whistle-there">{t('there', { there, total })}</span>
        {overdue > 0 && <em data-testid="whistle-overdue">{t('overdue', { count: overdue })}</em>}
      </div>
      <p className="muted">
        {t('by', { name: actorName(blownBy), time: time.short(blownAt, nowMs) })} · {nameOf(area, language)}
        {' · '}{t('within', { metres: withinM })}
      </p>
      <p className="muted">
        {endedAt !== null
          ? t('ended')
          : <>{t('due', { time: time.short(dueAt, nowMs) })} · {there < total && t(leftMs > 0 ? 'left' : 'over', { duration })}</>}
      </p>
      <ul>
        {calls.map((call) => <CallLine key={`${call.unitId} ${call.workerId}`} call={call} whistle={whistle} nowMs={nowMs} />)}
      </ul>
      <div className="whistle-acts">
        {caseId !== null && onOpenCase !== undefined && (
          <button type="button" className="link-button" data-testid={`whistle-case-${id}`} onClick={() => onOpenCase(caseId)}>
            {t('case', { number: caseNumber ?? '' })}
          </button>
        )}
        <button type="button" className="link-button" onClick={() => flyTo([lng, lat], 16)}>{t('find')}</button>
        {mayAct && endedAt === null && areaCode.startsWith(scopeCode) && (
          <Popconfirm title={t('end')} description={there < total && t('endAsk')} onConfirm={end}>
            <Button size="small" loading={busy} data-testid={`whistle-end-${id}`}>{t('end')}</Button>
          </Popconfirm>
        )}
      </div>
    </li>
  )
}

function CallLine({ call, whistle, nowMs }: { call: WhistleCall; whistle: WhistleRecord; nowMs: number }) {
  const { t } = useTranslation('whistles')
  const { t: caseText } = useTranslation(['caseWork', 'common'])
  const language = useLanguage()
  const { city, time, select } = useDesk()
  const standing = standingOf(call, whistle, nowMs)
  const { called, workerId, checkedInAt, distanceM, accuracyM, escalatedAt, escalatedTo } = call
  const name = nameOf(called, language)
  return (
    <li className={`call-${standing}`}>
      {workerId === null
        ? <span>{name}</span>
        : (
          <button type="button" className="link-button" onClick={() => select({ type: 'worker', id: workerId })}>
            {name}
          </button>
        )}
      <span>
        {checkedInAt !== null
          ? t('call.there', {
            time: time.time(checkedInAt), metres: Math.round(distanceM ?? 0), accuracy: Math.round(accuracyM ?? 0),
          })
          : t(`call.${standing as 'waiting' | 'overdue' | 'released'}`)}
        {standing === 'late' && <em> {t('call.late')}</em>}
        {checkedInAt === null && escalatedAt !== null && escalatedTo !== null && (
          <small>
            {' '}
            {t('call.escalated', {
              time: time.short(escalatedAt, nowMs), desk: deskName(city, [], escalatedTo, language, caseText),
            })}
          </small>
        )}
      </span>
    </li>
  )
}
