import type { ServiceAttribute } from '../../../../server/contract/api/open311.ts'

/** A question as its form holds it: the choices are lines of text. */
export interface AttributeFields extends Omit<ServiceAttribute, 'values'> {
  lines: string
}

/** What is wrong with the questions of a service: of which one, counted from 0, and what in the words of the page. */
export interface AttributeProblem {
  at: number
  what: 'noCode' | 'twice' | 'noDescription' | 'noValues' | 'badValue' | 'sameKey'
  /** What the words name: the code that is there twice, the line that cannot be read; '' where they name nothing. */
  value: string
}

/** A question that nobody has filled in yet. */
export const NEW_ATTRIBUTE: AttributeFields = {
  code: '', datatype: 'string', required: false, variable: true, description: '', descriptionEn: '', datatypeDescription: '',
  lines: '',
}

const CODE = /^[A-Za-z0-9_-]{1,32}$/

/** Whether answers to such a question are chosen. */
export function isList({ datatype }: Pick<ServiceAttribute, 'datatype'>): boolean {
  return datatype === 'singlevaluelist' || datatype === 'multivaluelist'
}

export function fieldsOf({ values, ...attribute }: ServiceAttribute): AttributeFields {
  return { ...attribute, lines: values.map(({ key, name, nameEn }) => [key, name, nameEn].join(' | ')).join('\n') }
}

/** The questions as they are sent, or the first thing that is wrong with them. */
export function attributesOf(all: readonly AttributeFields[]): ServiceAttribute[] | AttributeProblem {
  const attributes: ServiceAttribute[] = []
  for (const [at, { lines, ...fields }] of all.entries()) {
    const code = fields.code.trim()
    const description = fields.description.trim()
    if (!CODE.test(code)) return { at, what: 'noCode', value: '' }
    if (attributes.some((other) => other.code === code)) return { at, what: 'twice', value: code }
    if (description === '') return { at, what: 'noDescription', value: '' }
    const values = isList(fields) ? choicesOf(lines) : []
    if (!Array.isArray(values)) return { at, ...values }
    // what is only said cannot be required
    attributes.push({ ...fields, code, description, required: fields.required && fields.variable, values })
  }
  return attributes
}

function choicesOf(lines: string): ServiceAttribute['values'] | Omit<AttributeProblem, 'at'> {
  const values: ServiceAttribute['values'] = []
  for (const [at, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue
    const [key, name = '', nameEn = ''] = line.split(/[|｜]/).map((part) => part.trim())
    if (key === '' || name === '') return { what: 'badValue', value: String(at + 1) }
    if (values.some((other) => other.key === key)) return { what: 'sameKey', value: key }
    values.push({ key, name, nameEn })
  }
  return values.length === 0 ? { what: 'noValues', value: '' } : values
}
