import { classOf, itemsOf } from '../cases/category-tree.ts'
import type { CitizenCity, CitizenPlaces } from '../contract/api/citizen.ts'
import type { CityFacts } from '../org/city-facts.ts'

const MOST_PLACES = 12

/** What a citizen's page is told of the city: its name, and what can be reported, by class. */
export function citizenCityOf({ record, categoryByCode }: CityFacts): CitizenCity {
  const { name, nameEn, simulated, timeZone, bounds } = record
  const groups = new Map<string, CitizenCity['groups'][number]>()
  for (const item of itemsOf(categoryByCode)) {
    const code = classOf(item.code, categoryByCode)
    const group = groups.get(code) ?? { ...namesOf(categoryByCode.get(code) ?? item), code, kinds: [] }
    group.kinds.push({ code: item.code, ...namesOf(item) })
    groups.set(code, group)
  }
  return { name, nameEn, simulated, timeZone, bounds, groups: [...groups.values()] }
}

/** The areas below the city that have this in their names, the smallest first: for who cannot be found by GPS. */
export function citizenPlacesOf({ record, areaByCode }: CityFacts, text: string): CitizenPlaces {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return { places: [] }
  const found = record.areas.filter(({ level, name, nameEn }) =>
    level !== 'city' && (name.toLowerCase().includes(wanted) || nameEn.toLowerCase().includes(wanted)))
  found.sort((a, b) => b.code.length - a.code.length || (a.code < b.code ? -1 : 1))
  return {
    places: found.slice(0, MOST_PLACES).map(({ code, name, nameEn, parentCode, lng, lat }) => {
      const above: { name: string; nameEn: string }[] = []
      for (let at = areaByCode.get(parentCode ?? ''); at !== undefined; at = areaByCode.get(at.parentCode ?? '')) {
        above.unshift(at)
      }
      const path = above.map((area) => area.name).join('')
      return { code, name, nameEn, path, pathEn: above.map((area) => area.nameEn).join(', '), lng, lat }
    }),
  }
}

function namesOf({ name, nameEn }: { name: string; nameEn: string }) {
  return { name, nameEn }
}
