import type { CityFacts } from '../org/city-facts.ts'

/** What an area is called; the code itself where the city no longer has it. */
export function areaNamed({ areaByCode }: CityFacts, code: string): { name: string; nameEn: string } {
  const { name, nameEn } = areaByCode.get(code) ?? { name: code, nameEn: code }
  return { name, nameEn }
}
