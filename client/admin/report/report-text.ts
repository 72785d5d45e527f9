import type { Language } from '../../language/language.ts'

/** An area in m², with as many digits as it deserves: two below ten, none above; null below a square centimetre. */
export function squareMetres(areaM2: number | null, language: Language): string | null {
  if (areaM2 === null || areaM2 < 1e-4) return null
  const digits = areaM2 < 0.1 ? 4 : areaM2 < 10 ? 2 : areaM2 < 100 ? 1 : 0
  const formatted = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: digits })
  return `${formatted.format(areaM2)} m²`
}
