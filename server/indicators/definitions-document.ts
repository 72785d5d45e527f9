import type { IndicatorDefinition } from '../contract/api/indicators.ts'
import { definitionOf, INDICATORS } from './definitions.ts'

const ROUNDING: Record<IndicatorDefinition['rounding'], string> = {
  none: 'a whole number', down: 'rounded down', up: 'rounded up', 'half-up': 'rounded to the nearest',
}

/** The tables of docs/indicators.md, from the definitions themselves; a test holds the document to them. */
export function definitionsDocument(): string {
  return INDICATORS.map(definitionOf).map((one) => {
    const { code, name, nameEn, unit, basis, numerator, denominator, rounding, digits, source } = one
    const period = basis === 'reported' ? '期内上报的案件 cases reported in the period' : '期内结案的案件 cases closed in the period'
    const lines = [
      `### ${name} · ${nameEn}`,
      '',
      `\`${code}\` · ${unit} · ${ROUNDING[rounding]}${digits > 0 ? `, ${digits} digits` : ''} · ${period}`,
      '',
      `- ${denominator === null ? '计数 Counts' : '分子 Numerator'}: ${numerator.zh}. ${capital(numerator.en)}.`,
      ...(denominator === null ? [] : [`- 分母 Denominator: ${denominator.zh}. ${capital(denominator.en)}.`]),
      `- 依据 Source: ${source.zh}. ${capital(source.en)}.`,
    ]
    return lines.join('\n')
  }).join('\n\n')
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
