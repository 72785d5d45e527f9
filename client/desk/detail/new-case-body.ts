import type { CaseContact, NewCaseBody } from '../../../server/contract/api/cases.ts'

/** What the form of a new case holds. */
export interface NewCaseDraft {
  category: string | undefined
  description: string
  address: string
  channel: string
  urgent: boolean
  /** Undefined: as the catalogue, the channel and the place say. */
  template: string | undefined
  deskCode: string | undefined
  contactName: string
  contactPhone: string
  photo: NewCaseBody['photo']
}

/** The shortest number that the server takes for one to call back. */
const PHONE_AT_LEAST = 3

export type NewCaseFault = 'category' | 'description' | 'phone'

/** What is still to be filled in or mended before a case can be filed. */
export function faultsOf({ category, description, contactPhone }: NewCaseDraft): NewCaseFault[] {
  const phone = contactPhone.trim()
  return [
    ...(category === undefined ? ['category' as const] : []),
    ...(description.trim() === '' ? ['description' as const] : []),
    ...(phone !== '' && phone.length < PHONE_AT_LEAST ? ['phone' as const] : []),
  ]
}

/** The request that files a case at a place; what was left empty is left out. */
export function newCaseBodyOf(draft: NewCaseDraft & { category: string }, lng: number, lat: number): NewCaseBody {
  const { category, channel, template, deskCode, urgent, photo } = draft
  const address = draft.address.trim()
  const [name, phone] = [draft.contactName.trim(), draft.contactPhone.trim()]
  const contact: CaseContact = { ...(name !== '' && { name }), ...(phone !== '' && { phone }) }
  return {
    category, description: draft.description.trim(), lng, lat, channel,
    ...(address !== '' && { address }),
    ...(urgent && { urgent }),
    ...(template !== undefined && { template }),
    ...(deskCode !== undefined && { deskCode }),
    ...(Object.keys(contact).length > 0 && { contact }),
    ...(photo !== undefined && { photo }),
  }
}
