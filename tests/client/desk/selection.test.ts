import { describe, expect, it } from 'vitest'
import { markOf, selectionOfPick, selectionOfSearch } from '../../../client/desk/selection.ts'

const roster = {
  rosterVersion: '1', id: [0, 41, 42], number: ['', 'W41', 'W42'], name: ['', '王', '李'], nameEn: ['', 'W', 'L'],
  gridId: [0, 1, 1], areaCode: ['', '9901', '9901'],
}

describe('what the desk looks at', () => {
  it('follows a click on the map, and stays where the thing has no panel', () => {
    expect(selectionOfPick({ type: 'case', id: 5 })).toEqual({ type: 'case', id: 5 })
    expect(selectionOfPick({ type: 'worker', slot: 2, workerId: 42 })).toEqual({ type: 'worker', id: 42 })
    expect(selectionOfPick({ type: 'none' })).toEqual({ type: 'none' })
    expect(selectionOfPick({ type: 'device', id: 5 })).toEqual({ type: 'device', id: 5 })
    expect(selectionOfPick({ type: 'camera', id: 5 })).toBeUndefined()
    expect(selectionOfPick({ type: 'worker', slot: 0, workerId: 0 })).toBeUndefined()
  })

  it('can be asked for in the address', () => {
    expect(selectionOfSearch('?case=17')).toEqual({ type: 'case', id: 17 })
    for (const search of ['', '?case=', '?case=x', '?case=-1', '?case=1.5']) {
      expect(selectionOfSearch(search)).toEqual({ type: 'none' })
    }
  })
})

describe('what the map marks', () => {
  it('is the case glanced at in the list before what is selected', () => {
    expect(markOf({ type: 'grid', id: 3 }, 9, roster)).toEqual({ type: 'case', id: 9 })
    expect(markOf({ type: 'grid', id: 3 }, undefined, roster)).toEqual({ type: 'grid', id: 3 })
  })

  it('is the place that was clicked while somebody looks it up or files a case there', () => {
    const place = { type: 'place', lng: 117.2, lat: 31.8 }
    expect(markOf({ type: 'point', lng: 117.2, lat: 31.8 }, undefined, roster)).toEqual(place)
    expect(markOf({ type: 'newCase', lng: 117.2, lat: 31.8 }, undefined, roster)).toEqual(place)
  })

  it('finds the slot of a worker in the roster', () => {
    expect(markOf({ type: 'worker', id: 42 }, undefined, roster)).toEqual({ type: 'worker', slot: 2, workerId: 42 })
    expect(markOf({ type: 'worker', id: 77 }, undefined, roster)).toEqual({ type: 'none' })
    expect(markOf({ type: 'worker', id: 42 }, undefined, null)).toEqual({ type: 'none' })
  })
})
