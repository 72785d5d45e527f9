import type { Channel, NewCaseBody } from '../../../server/contract/api/cases.ts'
import type { Category, City, LngLat, Worker } from '../../city/city.ts'
import { pick, type Random } from '../../city/random.ts'
import { collectAnchors } from '../../history/anchors.ts'
import { addressOn } from '../../history/case-text.ts'
import { cumulativeWeights, search } from '../../history/category-weights.ts'
import { describeReport } from './case-words.ts'

export interface CaseReports {
  /** The next case that somebody reports, as it is posted. */
  next(): NewCaseBody
}

/** Out of 100 cases; what devices raise comes as alarms. `kinds` are the first letters of the codes that come this way. */
const CHANNELS: readonly { channel: Channel; share: number; kinds: string }[] = [
  { channel: '12345', share: 46, kinds: 'QS' },
  { channel: 'patrol', share: 30, kinds: 'S' },
  { channel: 'app', share: 13, kinds: 'QS' },
  { channel: 'visit', share: 6, kinds: 'Q' },
  { channel: 'ai', share: 4, kinds: 'S' },
  { channel: '110', share: 1, kinds: 'Q' },
]
const HOTLINE = CHANNELS[0]

/**
 * Cases as people report them, of the categories that the year before them knows: workers on patrol where they stand,
 * callers and app users at a door or in a street, cameras in their view. `someone` answers a worker on patrol; where
 * nobody is, the case comes by the hotline. Each has an external number of this run (`startMs`), so that a post which is
 * repeated makes no second case.
 */
export function createCaseReports(options: {
  city: City
  someone: () => { worker: Worker; at: LngLat } | undefined
  random: Random
  startMs: number
}): CaseReports {
  const { city, someone, random, startMs } = options
  const anchors = collectAnchors(city)
  const weights = cumulativeWeights(city.categories, city.seed)
  const run = startMs.toString(36)
  let filed = 0

  function drawCategory(kinds: string): Category {
    for (;;) {
      const category = city.categories[search(weights, random() * weights[weights.length - 1])]
      if (kinds.includes(category.code[0])) return category
    }
  }

  function placeOf(channel: Channel): LngLat {
    if (channel === 'ai' && city.cameras.length > 0) return pick(random, city.cameras).point
    const anchor = Math.floor(random() * anchors.lng.length)
    return [anchors.lng[anchor], anchors.lat[anchor]]
  }

  return {
    next() {
      filed++
      const drawn = drawChannel(random)
      const patrol = drawn.channel === 'patrol' ? someone() : undefined
      const { channel, kinds } = drawn.channel === 'patrol' && patrol === undefined ? HOTLINE : drawn
      const [lng, lat] = patrol?.at ?? placeOf(channel)
      const category = drawCategory(kinds)
      const [nearest] = anchors.index.neighbors(lng, lat, 1)
      const address = addressOn(anchors.roads[anchors.road[nearest]].name, Math.floor(random() * 1000))
      return {
        category: category.code,
        description: describeReport(channel, category, address, random),
        lng, lat, channel, address,
        externalNumber: `field-${run}-${filed}`,
        ...(patrol && { reporterNumber: patrol.worker.number }),
      }
    },
  }
}

function drawChannel(random: Random): (typeof CHANNELS)[number] {
  let drawn = random() * CHANNELS.reduce((sum, { share }) => sum + share, 0)
  return CHANNELS.find(({ share }) => (drawn -= share) < 0) ?? HOTLINE
}
