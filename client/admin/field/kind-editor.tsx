import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  DeviceKindBody, DeviceKindEntry, SensorDefinition, TryPayloadReply,
} from '../../../server/contract/api/sensors.ts'
import { postJson, putJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { nameOf, useLanguage } from '../../language/language.ts'

/** The definition of a kind as JSON, with a payload to try it on before it is saved. */
export function KindEditor({ kind, onSaved }: { kind: DeviceKindEntry; onSaved(): void }) {
  const { t } = useTranslation('adminField')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const language = useLanguage()
  const [text, setText] = useState(() => JSON.stringify(kind.definition, null, 2))
  const [payload, setPayload] = useState('{}')
  const [outcome, setOutcome] = useState<TryPayloadReply>()
  const definition = parsed(text)

  async function tryIt(of: SensorDefinition): Promise<void> {
    try {
      setOutcome(await postJson<TryPayloadReply>(`/api/device-kinds/${kind.kind}/try`, { payload, definition: of }))
    } catch (error) {
      void message.error(errorText(error))
    }
  }

  async function save(of: SensorDefinition): Promise<void> {
    const { name, nameEn, alarmType, alarmName, alarmNameEn, severity } = kind
    const body: DeviceKindBody = { name, nameEn, alarmType, alarmName, alarmNameEn, severity, definition: of }
    try {
      await putJson(`/api/device-kinds/${kind.kind}`, body)
      void message.success(t('sensors.saved'))
      onSaved()
    } catch (error) {
      void message.error(errorText(error))
    }
  }

  return (
    <div className="kind-editor" data-testid="kind-editor">
      <div>
        <h4>{nameOf(kind, language)} · {t('sensors.definition')}</h4>
        <Input.TextArea
          value={text} onChange={({ target }) => setText(target.value)} rows={22} spellCheck={false}
          status={definition === undefined ? 'error' : ''} className="field-code"
        />
        <Button type="primary" disabled={definition === undefined} onClick={() => definition && void save(definition)}>
          {t('sensors.save')}
        </Button>
      </div>
      <div>
        <h4>{t('sensors.tryTitle')}</h4>
        <Input.TextArea
          value={payload} onChange={({ target }) => setPayload(target.value)} rows={8} spellCheck={false}
          className="field-code" data-testid="kind-payload"
        />
        <Button
          disabled={definition === undefined} onClick={() => definition && void tryIt(definition)} data-testid="kind-try"
        >
          {t('sensors.try')}
        </Button>
        {outcome !== undefined && (
          <dl className="field-facts" data-testid="kind-outcome">
            {outcome.reason !== null && <><dt>{t('sensors.unreadable')}</dt><dd>{outcome.reason}</dd></>}
            {outcome.values.map(({ measure, value, unit }) => (
              <span key={measure} className="field-pair"><dt>{measure}</dt><dd>{value} {unit}</dd></span>
            ))}
            {outcome.rules.map((rule) => (
              <span key={rule.alarmType} className="field-pair">
                <dt>{nameOf(rule, language)}</dt><dd>{t(`sensors.verdict.${rule.verdict}`)}</dd>
              </span>
            ))}
          </dl>
        )}
      </div>
    </div>
  )
}

/** The definition that a text spells, or undefined where it is no JSON; what else is wrong the server says. */
function parsed(text: string): SensorDefinition | undefined {
  try {
    return JSON.parse(text) as SensorDefinition
  } catch {
    return undefined
  }
}
