import Value from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { faultsOf, newCaseBodyOf } from '../../../client/desk/detail/new-case-body.ts'
import { NewCaseBody } from '../../../server/contract/api/cases.ts'

const draft = {
  category: '0101001', description: ' 屋顶漏水 ', address: ' ', channel: '12345', urgent: false, template: undefined,
  deskCode: undefined, contactName: '', contactPhone: '', photo: undefined,
}

describe('a new case', () => {
  it('says what was filled in and nothing that was left empty', () => {
    expect(newCaseBodyOf(draft, 113.9, 30.1)).toEqual({
      category: '0101001', description: '屋顶漏水', lng: 113.9, lat: 30.1, channel: '12345',
    })
  })

  it('names the desk, the flow and whom to call back where they were chosen, as the server takes them', () => {
    const body = newCaseBodyOf(
      { ...draft, template: 'six-step', deskCode: '99', contactPhone: ' 13800000000 ', urgent: true }, 113.9, 30.1,
    )
    expect(body).toMatchObject({ template: 'six-step', deskCode: '99', contact: { phone: '13800000000' }, urgent: true })
    expect(body.contact).not.toHaveProperty('name')
    expect(Value.Check(NewCaseBody, body)).toBe(true)
  })

  it('cannot be filed without a category and words, nor with half a number', () => {
    expect(faultsOf(draft)).toEqual([])
    expect(faultsOf({ ...draft, category: undefined, description: '  ', contactPhone: '12' }))
      .toEqual(['category', 'description', 'phone'])
  })
})
