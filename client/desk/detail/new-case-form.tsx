import { App, Button, Checkbox, Input, Select, TreeSelect } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSummary, Channel, NewCaseBody } from '../../../server/contract/api/cases.ts'
import type { ChannelKind } from '../../../server/contract/api/city.ts'
import { postJson } from '../../api/fetch-json.ts'
import { useErrorText } from '../../api/use-error-text.ts'
import { categoryTree } from '../../city/choice-trees.ts'
import { nameOf, useLanguage } from '../../language/language.ts'
import { useDesk } from '../desk-context.ts'
import { Panel } from './panel.tsx'
import { PhotoInput } from './photo-input.tsx'

/** The channels of machines and files are not for a person at the desk to name. */
const NOT_BY_HAND: ReadonlySet<ChannelKind> = new Set(['device', 'file'])

type Sending = { type: 'no' } | { type: 'yes' } | { type: 'failed'; error: unknown }

/** A new case at a place of the map, as a call taker files it. */
export function NewCaseForm({ lng, lat }: { lng: number; lat: number }) {
  const { t } = useTranslation(['desk', 'common'])
  const language = useLanguage()
  const { city, select } = useDesk()
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [category, setCategory] = useState<string>()
  const [description, setDescription] = useState('')
  const [address, setAddress] = useState('')
  const [channel, setChannel] = useState<Channel>('12345')
  const [urgent, setUrgent] = useState(false)
  const [photo, setPhoto] = useState<NewCaseBody['photo']>()
  const [touched, setTouched] = useState(false)
  const [sending, setSending] = useState<Sending>({ type: 'no' })
  const channels = city.record.channels.filter(({ kind, enabled }) => enabled && !NOT_BY_HAND.has(kind))
  const tree = useMemo(() => categoryTree(city, language, true), [city, language])
  const urgentByCategory = category !== undefined && city.categoryByCode.get(category)?.urgent === true

  const send = async () => {
    setTouched(true)
    if (category === undefined || description.trim() === '') return
    setSending({ type: 'yes' })
    const body: NewCaseBody = {
      category, description: description.trim(), lng, lat, channel,
      ...(address.trim() !== '' && { address: address.trim() }),
      ...(urgent && { urgent }),
      ...(photo !== undefined && { photo }),
    }
    try {
      const created = await postJson<CaseSummary>('/api/cases', body)
      void message.success(t('create.created', { number: created.number }))
      select({ type: 'case', id: created.id })
    } catch (error) {
      setSending({ type: 'failed', error })
    }
  }

  return (
    <Panel
      testId="new-case" title={t('create.title')} subtitle={<span>{t('create.at')} {lng.toFixed(6)}, {lat.toFixed(6)}</span>}
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
            treeData={tree} value={category} onChange={setCategory} placeholder={t('create.categoryPlaceholder')}
            showSearch={{ treeNodeFilterProp: 'search' }} treeLine listHeight={420} data-testid="new-case-category"
            status={touched && category === undefined ? 'error' : undefined}
          />
          {touched && category === undefined && <em role="alert">{t('create.categoryMissing')}</em>}
        </label>
        <label>
          <span>{t('create.description')}</span>
          <Input.TextArea
            value={description} maxLength={4000} autoSize={{ minRows: 3, maxRows: 8 }}
            placeholder={t('create.descriptionPlaceholder')} data-testid="new-case-description"
            status={touched && description.trim() === '' ? 'error' : undefined}
            onChange={(event) => setDescription(event.target.value)}
          />
          {touched && description.trim() === '' && <em role="alert">{t('create.descriptionMissing')}</em>}
        </label>
        <label>
          <span>{t('create.address')}</span>
          <Input
            value={address} maxLength={200} placeholder={t('create.addressPlaceholder')}
            onChange={(event) => setAddress(event.target.value)}
          />
        </label>
        <label>
          <span>{t('create.channel')}</span>
          <Select
            value={channel} onChange={setChannel}
            options={channels.map((one) => ({ value: one.code, label: nameOf(one, language) }))}
          />
        </label>
        <Checkbox
          checked={urgent || urgentByCategory} disabled={urgentByCategory}
          onChange={(event) => setUrgent(event.target.checked)}
        >
          {t(urgentByCategory ? 'create.urgentByCategory' : 'create.urgent')}
        </Checkbox>
        <PhotoInput onChange={setPhoto} />
        {sending.type === 'failed' && (
          <div className="panel-error" role="alert" data-testid="new-case-error">{errorText(sending.error)}</div>
        )}
      </div>
    </Panel>
  )
}
