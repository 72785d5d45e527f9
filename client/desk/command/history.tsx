import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivationSummary } from '../../../server/contract/api/command.ts'
import { useJson } from '../../api/use-json.ts'
import { useOnCommand } from '../../command/use-command.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { Asked } from '../detail/panel.tsx'
import { useDesk } from '../desk-context.ts'
import { ConfirmForm } from './switch-form.tsx'

/** What was switched on and off; what waits to be confirmed can be confirmed here, by whoever was told the code. */
export function History() {
  const { t } = useTranslation('command')
  const language = useLanguage()
  const { store, time } = useDesk()
  const [openId, setOpenId] = useState<number>()
  const { state, reload } = useJson<{ activations: ActivationSummary[] }>('/api/command/activations')
  useOnCommand(store, reload)
  return (
    <Asked state={state} onRetry={reload}>
      {({ activations }) => (activations.length === 0
        ? <p className="muted">{t('history.empty')}</p>
        : (
          <ul className="command-list">
            {activations.map((one) => (
              <li key={one.id} className="command-call" data-testid={`activation-${one.id}`}>
                <div className="command-call-line">
                  <span>
                    <b>{nameOf({ name: one.planName, nameEn: one.planNameEn }, language)}</b>
                    <i className={`command-tag command-${one.kind}`}>{t(`kind.${one.kind}`)}</i>
                    <small>
                      {t(`history.states.${one.state}`)} · {nameOf(one.area, language)} ·{' '}
                      {time.dateTime(one.startedAt ?? one.askedAt)}
                      {one.endedAt !== null && ` – ${time.dateTime(one.endedAt)}`} · {one.note}
                    </small>
                  </span>
                  {one.waitsFor !== null && (
                    <Button size="small" danger onClick={() => setOpenId(one.id)}>
                      {t(`switch.waiting.${one.waitsFor}`)} · {t('switch.askedBy', { name: one.askedBy })}
                    </Button>
                  )}
                </div>
                {openId === one.id && one.waitsFor !== null && (
                  <ConfirmForm
                    activationId={one.id}
                    onDone={() => {
                      setOpenId(undefined)
                      reload()
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
        ))}
    </Asked>
  )
}
