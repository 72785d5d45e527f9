import { describe, expect, it } from 'vitest'
import { commandOf, neighbourOf } from '../../../client/desk/desk-keys.ts'

const press = (key: string, part = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...part })
const nowhere = { isField: false, isControl: false }

describe('the keys of the desk', () => {
  it('move, open, dispatch and close', () => {
    const commands = ['ArrowDown', 'ArrowUp', 'Enter', 'd', 'D', 'Escape'].map((key) => commandOf(press(key), nowhere))
    expect(commands).toEqual(['next', 'previous', 'open', 'dispatch', 'dispatch', 'close'])
  })

  it('leave other keys, and keys with a modifier, to the browser', () => {
    expect(commandOf(press('x'), nowhere)).toBeUndefined()
    expect(commandOf(press('d', { ctrlKey: true }), nowhere)).toBeUndefined()
    expect(commandOf(press('D', { metaKey: true }), nowhere)).toBeUndefined()
  })

  it('leave what is typed into a field to the field', () => {
    for (const key of ['d', 'ArrowDown', 'Enter', 'Escape']) {
      expect(commandOf(press(key), { isField: true, isControl: false })).toBeUndefined()
    }
  })

  it('let Enter press the button that has the focus', () => {
    expect(commandOf(press('Enter'), { isField: false, isControl: true })).toBeUndefined()
    expect(commandOf(press('ArrowDown'), { isField: false, isControl: true })).toBe('next')
  })
})

describe('moving through the rows', () => {
  const rows = [{ id: 7 }, { id: 3 }, { id: 9 }]

  it('stops at either end', () => {
    expect(neighbourOf(rows, 7, 'previous')?.id).toBe(7)
    expect(neighbourOf(rows, 9, 'next')?.id).toBe(9)
    expect(neighbourOf(rows, 3, 'next')?.id).toBe(9)
  })

  it('starts at an end where no row is chosen or the chosen one has left the list', () => {
    expect(neighbourOf(rows, undefined, 'next')?.id).toBe(7)
    expect(neighbourOf(rows, 100, 'previous')?.id).toBe(9)
    expect(neighbourOf([], undefined, 'next')).toBeUndefined()
  })
})
