import { describe, expect, it } from 'vitest'
import { chosenOf, NONE_CHOSEN, toggleChosen } from '../../../client/desk/list/chosen-rows.ts'

const rows = [{ id: 9 }, { id: 4 }, { id: 7 }, { id: 1 }, { id: 3 }]
const idsOf = (chosen: typeof NONE_CHOSEN) => chosenOf(chosen, rows).map(({ id }) => id)

describe('choosing alarms', () => {
  it('chooses one and no longer', () => {
    const one = toggleChosen(NONE_CHOSEN, rows, 4, false)
    expect(idsOf(one)).toEqual([4])
    expect(idsOf(toggleChosen(one, rows, 4, false))).toEqual([])
  })

  it('chooses a range from the one chosen last, upwards and downwards', () => {
    const first = toggleChosen(NONE_CHOSEN, rows, 7, false)
    expect(idsOf(toggleChosen(first, rows, 3, true))).toEqual([7, 1, 3])
    expect(idsOf(toggleChosen(first, rows, 9, true))).toEqual([9, 4, 7])
  })

  it('takes a range out where its end was chosen', () => {
    const all = { ids: new Set(rows.map(({ id }) => id)), lastId: undefined }
    const without = toggleChosen(all, rows, 4, false)
    expect(idsOf(toggleChosen(without, rows, 1, true))).toEqual([9, 3])
  })

  it('chooses the one alone where the other end has left the list', () => {
    expect(idsOf(toggleChosen({ ids: new Set([77]), lastId: 77 }, rows, 1, true))).toEqual([1])
  })

  it('does nothing to what has left the list', () => {
    expect(idsOf({ ids: new Set([77, 4]), lastId: 77 })).toEqual([4])
  })
})
