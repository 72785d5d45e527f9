import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitizenCaseBody, CitizenCity, CitizenReceipt } from '../../server/contract/api/citizen.ts'
import { postJson } from '../api/fetch-json.ts'
import { useErrorText } from '../api/use-error-text.ts'
import { type ConfirmedPlace, PlaceField } from './place-field.tsx'
import { KindField, type Kind } from './kind-field.tsx'
import { PhotoField, type Photo } from './photo-field.tsx'
import { randomKey } from './random-key.ts'

interface ReportScreenProps {
  city: CitizenCity
  onLook(receipt: CitizenReceipt): void
}

/** A report: kind, place, photo, and what to keep once it is sent. */
export function ReportScreen({ city, onLook }: ReportScreenProps) {
  const [receipt, setReceipt] = useState<CitizenReceipt>()
  if (receipt === undefined) return <ReportForm city={city} onSent={setReceipt} />
  return <ReceiptView receipt={receipt} onLook={() => onLook(receipt)} onNext={() => setReceipt(undefined)} />
}

type SendState = { type: 'idle' } | { type: 'sending' } | { type: 'failed'; error: unknown }

function ReportForm({ city, onSent }: { city: CitizenCity; onSent(receipt: CitizenReceipt): void }) {
  const { t } = useTranslation('citizen')
  const errorText = useErrorText()
  // the same report sent twice is one: its key stays until it is answered
  const [key] = useState(randomKey)
  const [kind, setKind] = useState<Kind>()
  const [description, setDescription] = useState('')
  const [place, setPlace] = useState<ConfirmedPlace>()
  const [address, setAddress] = useState('')
  const [photo, setPhoto] = useState<Photo>()
  const [phone, setPhone] = useState('')
  const [name, setName] = useState('')
  const [state, setState] = useState<SendState>({ type: 'idle' })

  const missing = kind === undefined ? 'kind'
    : description.trim() === '' ? 'description'
      : place === undefined ? 'place'
        : place.isArea && address.trim() === '' ? 'address' : undefined

  const send = () => {
    if (kind === undefined || place === undefined) return
    const body: CitizenCaseBody = {
      key, category: kind.code, description: description.trim(), lng: place.lng, lat: place.lat,
      address: `${place.path}${address.trim()}`,
      ...(photo !== undefined && { photo }),
      ...(phone.trim() !== '' && { phone: phone.trim() }),
      ...(name.trim() !== '' && { name: name.trim() }),
    }
    setState({ type: 'sending' })
    postJson<CitizenReceipt>('/api/citizen/cases', body)
      .then(onSent, (error: unknown) => setState({ type: 'failed', error }))
  }

  return (
    <section className="screen citizen-report" data-testid="citizen-form">
      <h2>{t('report.kind')}</h2>
      <KindField groups={city.groups} chosen={kind} onChoose={setKind} />
      <label className="field-input">
        {t('report.describe')}
        <textarea
          rows={3} maxLength={2000} value={description} placeholder={t('report.describeHint')}
          data-testid="citizen-text" onChange={(event) => setDescription(event.target.value)}
        />
      </label>
      <h2>{t('report.place')}</h2>
      <PlaceField city={city} place={place} onPlace={setPlace} />
      <label className="field-input">
        {t('report.address')}
        <input
          type="text" maxLength={120} value={address} placeholder={t('report.addressHint')}
          data-testid="citizen-address" onChange={(event) => setAddress(event.target.value)}
        />
      </label>
      <PhotoField photo={photo} onPhoto={setPhoto} />
      <h2>{t('report.contact')}</h2>
      <label className="field-input">
        <input
          type="tel" autoComplete="tel" maxLength={32} value={phone} placeholder={t('report.phone')}
          aria-label={t('report.phone')} data-testid="citizen-phone" onChange={(event) => setPhone(event.target.value)}
        />
      </label>
      <label className="field-input">
        <input
          type="text" autoComplete="name" maxLength={64} value={name} placeholder={t('report.name')}
          aria-label={t('report.name')} onChange={(event) => setName(event.target.value)}
        />
      </label>
      <div className="report-send">
        {state.type === 'failed' && <p className="problem" role="alert">{errorText(state.error)}</p>}
        <button
          type="button" className="big-button big-primary" data-testid="citizen-send"
          disabled={missing !== undefined || state.type === 'sending'} onClick={send}
        >
          {state.type === 'sending' && t('report.sending')}
          {state.type !== 'sending' && (missing === undefined ? t('report.send') : t(`report.needs.${missing}`))}
        </button>
      </div>
    </section>
  )
}

interface ReceiptViewProps {
  receipt: CitizenReceipt
  onLook(): void
  onNext(): void
}

function ReceiptView({ receipt, onLook, onNext }: ReceiptViewProps) {
  const { t } = useTranslation('citizen')
  return (
    <section className="screen report-done" data-testid="citizen-receipt">
      <div className="empty">
        <i className="tick" aria-hidden>✓</i>
        <b>{t('receipt.done')}</b>
        <dl className="citizen-receipt">
          <dt>{t('receipt.number')}</dt>
          <dd data-testid="receipt-number">{receipt.number}</dd>
          <dt>{t('receipt.code')}</dt>
          <dd data-testid="receipt-code">{receipt.lookupCode}</dd>
        </dl>
        <p className="hint">{t('receipt.keep')}</p>
        <button type="button" className="big-button big-primary" data-testid="receipt-look" onClick={onLook}>
          {t('receipt.look')}
        </button>
        <button type="button" className="big-button" onClick={onNext}>{t('receipt.next')}</button>
      </div>
    </section>
  )
}
