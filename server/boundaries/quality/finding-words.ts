import type { Finding, FindingKind } from '../../contract/api/boundaries.ts'
import {
  gap, isOddCodes, noGrid, notComparable, noWorker, oddCodes, outsideParent, overlap, selfCrossing, sliver,
} from './words/boundary-words.ts'
import {
  badCoordinates, badGeometry, badValue, duplicateCode, missingParent, missingValue, outsideCity, repaired,
  unclosedRing, unknownThing, wrongGeometry,
} from './words/row-words.ts'
import { numberOf, textOf, type Told, type Words } from './words/terms.ts'

/**
 * A finding in whole sentences, Chinese and English: what is wrong with which thing, what was expected, what probably
 * caused it, and what follows. `detail` is documented where findings are made (new-finding.ts, and source.ts of
 * geodata/import); what it lacks is left out of the words. With `file` and `row` in it they say where the row is.
 */
export function findingInWords(
  kind: FindingKind,
  severity: Finding['severity'],
  layer: string | null,
  codes: readonly string[],
  areaM2: number | null,
  detail: Record<string, unknown>,
): Words {
  const said = say(kind, { layer, codes, areaM2, detail })
  const [where, follows] = [whereInWords(detail), consequence(severity, detail)]
  return { text: where.text + said.text + follows.text, textEn: where.textEn + said.textEn + follows.textEn }
}

function say(kind: FindingKind, told: Told): Words {
  switch (kind) {
    case 'bad-coordinates': return badCoordinates(told)
    case 'bad-geometry': return String(told.detail.reason).startsWith('not-') ? notComparable(told) : badGeometry(told)
    case 'wrong-geometry': return wrongGeometry(told)
    case 'unclosed-ring': return unclosedRing(told)
    case 'missing-value': return missingValue(told)
    case 'bad-value': return isOddCodes(told) ? oddCodes(told) : badValue(told)
    case 'duplicate-code': return duplicateCode(told)
    case 'missing-parent': return missingParent(told)
    case 'unknown-grid':
    case 'unknown-unit':
    case 'unknown-category':
    case 'unknown-area': return unknownThing(kind, told)
    case 'outside-city': return outsideCity(told)
    case 'self-crossing': return selfCrossing(told)
    case 'repaired': return repaired(told)
    case 'sliver': return sliver(told)
    case 'overlap': return overlap(told)
    case 'gap': return gap(told)
    case 'outside-parent': return outsideParent(told)
    case 'no-worker': return noWorker(told)
    case 'no-grid': return noGrid(told)
  }
}

function whereInWords({ file, row }: Record<string, unknown>): Words {
  const [name, number] = [textOf(file), numberOf(row)]
  if (name === null && number === null) return { text: '', textEn: '' }
  return {
    text: `${[name, number === null ? null : `第 ${number} 行`].filter(Boolean).join(' ')}：`,
    textEn: `${[name, number === null ? null : `row ${number}`].filter(Boolean).join(', ')}: `,
  }
}

/** What comes of it: an error keeps the boundaries from being switched, a row that cannot be used is left out. */
function consequence(severity: Finding['severity'], { leftOut }: Record<string, unknown>): Words {
  if (severity === 'error') return { text: '改正之前不能启用。', textEn: ' It has to be put right before the switch-over.' }
  if (leftOut === true) return { text: '这一行不导入。', textEn: ' The row is left out.' }
  return { text: '', textEn: '' }
}
