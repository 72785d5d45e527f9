import { type CaseContact, NewCaseBody } from '../contract/api/cases.ts'
import type { ServiceAttribute } from '../contract/api/open311.ts'
import { badInput, ReplyError } from '../errors.ts'
import { bodyChecker } from '../http/validation.ts'
import { type Answer, readAnswers } from './answers.ts'
import { type Form, valueOf } from './form.ts'
import type { KeyHolder } from './key-repository.ts'
import { SeveralErrors } from './open311-error.ts'

/** What a request said beside what a case holds. */
export interface Submission {
  keyId: number
  addressId: string | null
  mediaUrl: string | null
  answers: Answer[]
}

/** The channel of all that comes here. */
export const OPEN311_CHANNEL = 'open311'

const LONGEST_REQUEST_ID = 48
const LONGEST_LINK = 1000
const DEGREES = /^[+-]?\d{1,3}(\.\d+)?$/

const faultsOfBody = bodyChecker(NewCaseBody)

/**
 * The case that a form reports, and what it says beside it. `name` is what its service is called, which stands for a
 * description where there is none. Throws 400 with all that is wrong, each naming its field.
 */
export function readSubmission(
  form: Form, { code, name }: { code: string; name: string }, attributes: readonly ServiceAttribute[],
  holder: KeyHolder,
): { body: NewCaseBody; submission: Submission } {
  const { answers, faults } = readAnswers(form, attributes)
  const contact = contactOf(form)
  const place = placeOf(form, faults)
  const mediaUrl = linkOf(valueOf(form, 'media_url'), faults)
  const externalNumber = requestIdOf(form, holder, faults)
  const body: NewCaseBody = {
    category: code,
    channel: OPEN311_CHANNEL,
    description: valueOf(form, 'description') ?? name,
    ...place,
    ...(valueOf(form, 'address_string') !== undefined && { address: valueOf(form, 'address_string')! }),
    ...(contact !== undefined && { contact }),
    ...(externalNumber !== undefined && { externalNumber }),
  }
  faults.push(...faultsOfBody(body))
  if (faults.length > 0) throw new SeveralErrors(faults)
  const addressId = valueOf(form, 'address_id')?.slice(0, 200) ?? null
  return { body, submission: { keyId: holder.id, addressId, mediaUrl, answers } }
}

/** What was answered and linked, for those who handle the case; empty where nothing was. */
export function submissionText({ answers, mediaUrl }: Submission): string {
  const lines = answers.map(({ description, values }) =>
    `${description}：${values.map(({ name }) => name).join('、')}`)
  if (mediaUrl !== null) lines.push(`附件链接：${mediaUrl}`)
  return lines.join('\n')
}

function placeOf(form: Form, faults: ReplyError[]): { lng: number; lat: number } {
  const read = (name: 'lat' | 'long', limit: number): number => {
    const text = valueOf(form, name)
    if (text !== undefined && DEGREES.test(text) && Math.abs(Number(text)) <= limit) return Number(text)
    const why = text === undefined && hasAddress(form)
      ? 'degrees in WGS-84: this city finds no place by an address, so lat and long are needed'
      : `degrees in WGS-84, from -${limit} to ${limit}`
    faults.push(badInput(name, text, why))
    return 0
  }
  return { lat: read('lat', 90), lng: read('long', 180) }
}

function hasAddress(form: Form): boolean {
  return form.has('address_string') || form.has('address_id')
}

function contactOf(form: Form): CaseContact | undefined {
  const [first, last] = [valueOf(form, 'first_name'), valueOf(form, 'last_name')]
  const isHan = /^\p{Script=Han}+$/u.test(`${last ?? ''}${first ?? ''}`)
  const name = isHan ? `${last ?? ''}${first ?? ''}` : [first, last].filter((part) => part !== undefined).join(' ')
  const [phone, email] = [valueOf(form, 'phone'), valueOf(form, 'email')]
  const contact = {
    ...(name !== '' && { name }), ...(phone !== undefined && { phone }), ...(email !== undefined && { email }),
  }
  return Object.keys(contact).length === 0 ? undefined : contact
}

function linkOf(text: string | undefined, faults: ReplyError[]): string | null {
  if (text === undefined) return null
  const isLink = text.length <= LONGEST_LINK && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  if (isLink) return text
  faults.push(badInput('media_url', text, `an http or https address of at most ${LONGEST_LINK} characters`))
  return null
}

/** Of two holders of keys the same id is not the same request. */
function requestIdOf(form: Form, { id }: KeyHolder, faults: ReplyError[]): string | undefined {
  const text = valueOf(form, 'client_request_id')
  if (text === undefined) return undefined
  if (text.length <= LONGEST_REQUEST_ID) return `${id}:${text}`
  faults.push(badInput('client_request_id', text, `at most ${LONGEST_REQUEST_ID} characters`))
  return undefined
}
