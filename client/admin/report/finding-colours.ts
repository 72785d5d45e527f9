import type { FindingKind } from '../../../server/contract/api/boundaries.ts'
import type { FindingSeverity } from './report-question.ts'

/** The same as in theme.css, as values: MapLibre cannot read CSS variables. */
export const SEVERITY_COLOURS: Record<FindingSeverity, string> = {
  error: '#ff5a5f', warning: '#f7c948', note: '#5ab0ff',
}

/** What has a ground of its own is told apart by colour; what is wrong with a row shares those of its group. */
const ROW = '#93a8c9'
const REFERENCE = '#b58863'

export const KIND_COLOURS: Record<FindingKind, string> = {
  gap: '#ff4fa3',
  overlap: '#ff8a3d',
  sliver: '#f7e04a',
  'outside-parent': '#a78bfa',
  'self-crossing': '#ff5a5f',
  repaired: '#34d399',
  'no-worker': '#4c9dff',
  'no-grid': '#22d3ee',
  'outside-city': '#e879f9',
  'unclosed-ring': '#ff9d8a',
  'bad-geometry': '#e2574c',
  'wrong-geometry': '#c2703d',
  'bad-coordinates': '#c94f7c',
  'duplicate-code': '#8fd14f',
  'bad-value': ROW,
  'missing-value': ROW,
  'missing-parent': REFERENCE,
  'unknown-grid': REFERENCE,
  'unknown-unit': REFERENCE,
  'unknown-category': REFERENCE,
  'unknown-area': REFERENCE,
}
