import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivationSummary, PlanRecord, PlanSummary } from '../../../server/contract/api/command.ts'
import { deleteJson, getJson } from '../../api/fetch-json.ts'
import { useJson, valueOf } from '../../api/use-json.ts'
import { useCommand } from '../../command/use-command.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { PlanForm } from './plan-form.tsx'
import { SwitchForm, type SwitchAsked } from './switch-form.tsx'
import { useSend } from './use-send.ts'

type Work = { type: 'list' } | { type: 'edit'; plan: PlanRecord | undefined } | ({ type: 'switch' } & SwitchAsked)

/** The plans of the desk: to be written, switched on, and off. */
export function Plans() {
  const { t } = useTranslation('command')
  const { store, mayAct } = useDesk()
  const { send } = useSend()
  const [work, setWork] = useState<Work>({ type: 'list' })
  const plans = useJson<{ plans: PlanSummary[] }>('/api/command/plans')
  const active = useCommand(store)
  const on = new Map(valueOf(active.state)?.activations.map((one) => [one.planId, one]))
  const back = () => {
    setWork({ type: 'list' })
    plans.reload()
    active.reload()
  }
  const edit = async (id: number) => {
    const read = await send(() => getJson<PlanRecord>(`/api/command/plans/${id}`))
    if (read !== undefined) setWork({ type: 'edit', plan: read.value })
  }
  if (work.type === 'edit') return <PlanForm plan={work.plan} onDone={back} />
  if (work.type === 'switch') return <SwitchForm asked={work} onDone={back} />
  return (
    <Asked state={plans.state} onRetry={plans.reload}>
      {({ plans: all }) => (
        <>
          {mayAct && (
            <Button
              type="primary" ghost data-testid="plan-add" onClick={() => setWork({ type: 'edit', plan: undefined })}
            >
              {t('plan.add')}
            </Button>
          )}
          {all.length === 0 && <p className="muted">{t('plan.empty')}</p>}
          <ul className="command-list">
            {all.map((plan) => (
              <PlanRow
                key={plan.id} plan={plan} on={on.get(plan.id)} mayAct={mayAct} onEdit={() => void edit(plan.id)}
                onSwitch={(activationId) => {
                  const kind = on.get(plan.id)?.kind
                  setWork({ type: 'switch', planId: plan.id, planName: plan.name, activationId, kind })
                }}
                onRemove={() => void send(() => deleteJson(`/api/command/plans/${plan.id}`)).then(back)}
              />
            ))}
          </ul>
        </>
      )}
    </Asked>
  )
}

function PlanRow({ plan, on, mayAct, onEdit, onSwitch, onRemove }: {
  plan: PlanSummary
  on: ActivationSummary | undefined
  mayAct: boolean
  onEdit(): void
  onSwitch(activationId: number | undefined): void
  onRemove(): void
}) {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const name = nameOf(plan, language)
  return (
    <li data-testid={`plan-${plan.id}`}>
      <span>
        <b>{name}</b>
        {on !== undefined && <i className={`command-tag command-${on.kind}`}>{t(`kind.${on.kind}`)}</i>}
        <small>{nameOf(plan.area, language)} · {t('plan.dutyCount', { count: plan.dutyCount })}</small>
      </span>
      {mayAct && <Button size="small" onClick={onEdit}>{t('plan.edit')}</Button>}
      {mayAct && on === undefined && (
        <Popconfirm title={t('plan.removeTitle', { name })} onConfirm={onRemove}>
          <Button size="small">{t('plan.remove')}</Button>
        </Popconfirm>
      )}
      <Button
        size="small" danger type={on === undefined ? 'primary' : 'default'} data-testid={`plan-switch-${plan.id}`}
        onClick={() => onSwitch(on?.id)}
      >
        {t(on === undefined ? 'plan.on' : 'plan.off')}
      </Button>
    </li>
  )
}
