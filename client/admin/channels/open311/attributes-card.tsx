import { App, Button, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServiceAttributes } from '../../../../server/contract/api/open311.ts'
import { putJson } from '../../../api/fetch-json.ts'
import { useJson } from '../../../api/use-json.ts'
import { categoryTree } from '../../../city/choice-trees.ts'
import type { CityIndex } from '../../../city/city-index.ts'
import { useLanguage } from '../../../language/language.ts'
import { useAct } from '../../catalogue/use-act.ts'
import { FailedLine } from '../../field/failed-line.tsx'
import { type AttributeFields, attributesOf, fieldsOf, NEW_ATTRIBUTE } from './attribute-fields.ts'
import { AttributeForm } from './attribute-form.tsx'

/** What a service asks of whoever reports it: a service is chosen, its questions are changed and kept together. */
export function AttributesCard({ city }: { city: CityIndex }) {
  const { t } = useTranslation('open311')
  const language = useLanguage()
  const [service, setService] = useState<string>()
  const services = useMemo(() => categoryTree(city, language, true), [city, language])
  return (
    <section className="field-card" data-testid="open311-attributes">
      <h3>{t('attributes.title')}</h3>
      <p className="field-hint">{t('attributes.hint')}</p>
      <TreeSelect
        className="channel-service" treeData={services} value={service} onChange={setService} listHeight={420}
        placeholder={t('attributes.choose')} showSearch={{ treeNodeFilterProp: 'search' }} data-testid="open311-service"
      />
      {service !== undefined && <ServiceQuestions key={service} service={service} />}
    </section>
  )
}

function ServiceQuestions({ service }: { service: string }) {
  const path = `/api/open311/services/${encodeURIComponent(service)}/attributes`
  const { state, reload } = useJson<ServiceAttributes>(path)
  return (
    <>
      <FailedLine state={state} onRetry={reload} />
      {state.type === 'loaded' && <QuestionsForm path={path} asked={state.value} />}
    </>
  )
}

interface QuestionsFormProps {
  /** Of the questions of this service. */
  path: string
  asked: ServiceAttributes
}

function QuestionsForm({ path, asked }: QuestionsFormProps) {
  const { t } = useTranslation('open311')
  const { message } = App.useApp()
  const act = useAct()
  const [questions, setQuestions] = useState(() => asked.map((one, id) => ({ id, fields: fieldsOf(one) })))

  const add = (): void => {
    const id = Math.max(-1, ...questions.map((one) => one.id)) + 1
    setQuestions([...questions, { id, fields: NEW_ATTRIBUTE }])
  }
  const change = (at: number, fields: AttributeFields): void =>
    setQuestions(questions.with(at, { ...questions[at], fields }))
  const swap = (at: number, other: number): void =>
    setQuestions(questions.with(at, questions[other]).with(other, questions[at]))

  async function save(): Promise<void> {
    const attributes = attributesOf(questions.map(({ fields }) => fields))
    if (!Array.isArray(attributes)) {
      const { at, what, value } = attributes
      void message.error(t('attributes.problem', { number: at + 1, what: t(`attributes.${what}`, { value }) }))
      return
    }
    await act(async () => {
      await putJson<ServiceAttributes>(path, attributes)
      return t('saved')
    })
  }

  return (
    <>
      {questions.length === 0 && <p className="field-hint">{t('attributes.empty')}</p>}
      {questions.map(({ id, fields }, at) => (
        <AttributeForm
          key={id} number={at + 1} fields={fields} onChange={(next) => change(at, next)}
          onRemove={() => setQuestions(questions.toSpliced(at, 1))}
          onUp={at > 0 ? () => swap(at, at - 1) : undefined}
          onDown={at < questions.length - 1 ? () => swap(at, at + 1) : undefined}
        />
      ))}
      <div className="field-bar field-more">
        <Button onClick={add} data-testid="open311-ask">{t('attributes.add')}</Button>
        <Button type="primary" onClick={() => void save()} data-testid="open311-asked">{t('save')}</Button>
        <span className="field-hint">{t('onlyCity')}</span>
      </div>
    </>
  )
}
