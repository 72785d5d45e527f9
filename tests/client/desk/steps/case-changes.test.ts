import { describe, expect, it } from 'vitest'
import { eventsSince, isNews } from '../../../../client/desk/steps/case-changes.ts'
import { caseLogEvent } from './case-log.ts'

const events = [caseLogEvent('report'), caseLogEvent('urge'), caseLogEvent('dispatch')]

describe('what changed while a form was filled in', () => {
  it('is every event since the version that was seen, and nothing of that one itself', () => {
    expect(eventsSince({ version: 3, events }, 1)).toEqual(events.slice(1))
    expect(eventsSince({ version: 3, events }, 3)).toEqual([])
    // an older record than the one that was seen has nothing new to tell
    expect(eventsSince({ version: 2, events: events.slice(0, 2) }, 3)).toEqual([])
  })

  it('need not be told where it only was written down', () => {
    expect(isNews([caseLogEvent('urge'), caseLogEvent('colour'), caseLogEvent('note')])).toBe(false)
    expect(isNews([caseLogEvent('urge'), caseLogEvent('dispatch')])).toBe(true)
  })
})
