import { App, Button, Checkbox, Input, Select, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary } from '../../../server/contract/api/cases.ts'
import type { ChannelKind } from '../../../server/contract/api/city.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { categoryTree } from '../../city/choice-trees.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk, useLive } from '../desk-context.ts'
import { similarCases } from '../steps/similar-cases.ts'
import { SimilarList } from '../steps/similar-list.tsx'
import { faultsOf, newCaseBodyOf, type NewCaseDraft } from './new-case-body.ts'
import { Panel } from './panel.tsx'
import { PhotoInput } from './photo-input.tsx'
import { useDeskOptions } from './use-desk-options.ts'

/** The channels of machines and files are not for a person at the desk to name. */
const NOT_BY_HAND: ReadonlySet<ChannelKind> = new Set(['device', 'file'])

const EMPTY: NewCaseDraft = {
  category: undefined, description: '', address: '', channel: '12345', urgent: false, template: undefined, deskCode: undefined,
  contactName: '', contactPhone: '', photo: undefined,
}

type Sending = { type: 'no' } | { type: 'yes' } | { type: 'failed'; error: unknown }

/** A new case at a place of the map, as a call taker files it; cases that may be the same are shown before it is sent. */
export function NewCaseForm({ lng, lat }: { lng: number; lat: number }) {
  const { t } = useTranslation(['desk', 'common', 'caseWork'])
  const language = useLanguage()
  const { city, templates, select } = useDesk()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [draft, setDraft] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState<Sending>({ type: 'no' })
  const desks = useDeskOptions(lng, lat)
  const cases = useLive((live) => live.cases)
  const { category } = draft
  const similar = useMemo(
    () => (category === undefined ? [] : similarCases(cases.values(), { lng, lat, category })),
    [cases, lng, lat, category],
  )
  const channels = city.record.channels.filter(({ kind, enabled }) => enabled && !NOT_BY_HAND.has(kind))
  const tree = useMemo(() => categoryTree(city, language, true), [city, language])
  const urgentByCategory = category !== undefined && city.categoryByCode.get(category)?.urgent === true
  const faults = faultsOf(draft)
  const change = (part: Partial<NewCaseDraft>) => setDraft((before) => ({ ...before, ...part }))
  const isWrong = (fault: (typeof faults)[number]) => tried && faults.includes(fault)

  const send = async () => {
    setTried(true)
    if (category === undefined || faults.length > 0) return
    setSending({ type: 'yes' })
    try {
      const created = await postJson<CaseSummary>('/api/cases', newCaseBodyOf({ ...draft, category }, lng, lat))
      void message.success(t('create.created', { number: created.number }))
      select({ type: 'case', id: created.id })
    } catch (error) {
      setSending({ type: 'failed', error })
    }
  }

  return (
    <Panel
      testId="new-case" title={t('create.title')}
      subtitle={<span>{t('create.at')} {lng.toFixed(6)}, {lat.toFixed(6)}</span>}
      actions={(
        <Button
          type="primary" block loading={sending.type === 'yes'} onClick={() => void send()} data-testid="new-case-submit"
        >
          {t('create.submit')}
        </Button>
      )}
    >
      <div className="form">
        <label>
          <span>{t('create.category')}</span>
          <TreeSelect
            treeData={tree} value={category} onChange={(chosen) => change({ category: chosen })}
            placeholder={t('create.categoryPlaceholder')} showSearch={{ treeNodeFilterProp: 'search' }} treeLine
            listHeight={420} data-testid="new-case-category" status={isWrong('category') ? 'error' : undefined}
          />
          {isWrong('category') && <em role="alert">{t('create.categoryMissing')}</em>}
        </label>
        {similar.length > 0 && (
          <div className="similar-hint" role="status">
            <b>{t('caseWork:create.similar')}</b>
            <span>{t('caseWork:create.similarHint')}</span>
            <SimilarList similar={similar} />
          </div>
        )}
        <label>
          <span>{t('create.description')}</span>
          <Input.TextArea
            value={draft.description} maxLength={4000} autoSize={{ minRows: 3, maxRows: 8 }}
            placeholder={t('create.descriptionPlaceholder')} data-testid="new-case-description"
            status={isWrong('description') ? 'error' : undefined}
            onChange={(event) => change({ description: event.target.value })}
          />
          {isWrong('description') && <em role="alert">{t('create.descriptionMissing')}</em>}
        </label>
        <label>
          <span>{t('create.address')}</span>
          <Input
            value={draft.address} maxLength={200} placeholder={t('create.addressPlaceholder')}
            onChange={(event) => change({ address: event.target.value })}
          />
        </label>
        <div className="form-pair">
          <label>
            <span>{t('create.channel')}</span>
            <Select
              value={draft.channel} onChange={(channel) => change({ channel })} data-testid="new-case-channel"
              options={channels.map((one) => ({ value: one.code, label: nameOf(one, language) }))}
            />
          </label>
          <label>
            <span>{t('caseWork:create.template')}</span>
            <Select
              value={draft.template} onChange={(template) => change({ template })} allowClear
              placeholder={t('caseWork:create.templateAuto')} data-testid="new-case-template"
              options={[...templates.values()].map((one) => ({ value: one.code, label: nameOf(one, language) }))}
            />
          </label>
        </div>
        <label>
          <span>{t('caseWork:create.desk')}</span>
          <Select
            value={draft.deskCode} onChange={(deskCode) => change({ deskCode })} options={desks} allowClear
            placeholder={t('caseWork:create.deskAuto')} data-testid="new-case-desk"
          />
        </label>
        <div className="form-pair" title={t('caseWork:create.contactHint')}>
          <label>
            <span>{t('caseWork:create.contact')}</span>
            <Input
              value={draft.contactName} maxLength={64} placeholder={t('caseWork:create.name')} autoComplete="off"
              data-testid="new-case-name" onChange={(event) => change({ contactName: event.target.value })}
            />
          </label>
          <label>
            <span>{t('caseWork:create.phone')}</span>
            <Input
              value={draft.contactPhone} maxLength={32} inputMode="tel" autoComplete="off" data-testid="new-case-phone"
              placeholder={t('caseWork:form.notePlaceholder')} status={isWrong('phone') ? 'error' : undefined}
              onChange={(event) => change({ contactPhone: event.target.value })}
            />
            {isWrong('phone') && <em role="alert">{t('caseWork:create.phoneShort')}</em>}
          </label>
        </div>
        <Checkbox
          checked={draft.urgent || urgentByCategory} disabled={urgentByCategory}
          onChange={(event) => change({ urgent: event.target.checked })}
        >
          {t(urgentByCategory ? 'create.urgentByCategory' : 'create.urgent')}
        </Checkbox>
        <PhotoInput onChange={(photo) => change({ photo })} />
        {sending.type === 'failed' && (
          <div className="panel-error" role="alert" data-testid="new-case-error">{errorText(sending.error)}</div>
        )}
      </div>
    </Panel>
  )
}
