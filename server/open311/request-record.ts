import { publicText } from '../cases/public-text.ts'
import { isFinished } from '../contract/api/cases.ts'
import type { CityFacts } from '../org/city-facts.ts'
import type { RequestRow } from './request-repository.ts'
import { type Locale, nameIn } from './services.ts'
import { formatW3cTime } from './w3c-time.ts'

/** A case as the standard has a request, its texts as anybody may read them. `extended` adds what is ours under
 * extended_attributes. */
export function requestRecord(
  row: RequestRow, { categoryByCode, unitById }: Pick<CityFacts, 'categoryByCode' | 'unitById'>, locale: Locale,
  extended: boolean,
): object {
  const category = categoryByCode.get(row.categoryCode)
  const open = (text: string) => publicText(text, row.people)
  const agency = agencyOf(row.unitId, { unitById }, locale)
  return {
    service_request_id: row.number,
    status: isFinished(row.status) ? 'closed' : 'open',
    status_notes: row.note === null ? mergedText(row.mergedInto, locale) : open(row.note),
    service_name: category === undefined ? row.categoryCode : nameIn(locale, category),
    service_code: row.categoryCode,
    description: open(row.description),
    agency_responsible: agency,
    service_notice: isFinished(row.status) ? null : noticeOf(agency, locale),
    requested_datetime: formatW3cTime(row.reportedAt),
    updated_datetime: formatW3cTime(row.updatedAt),
    expected_datetime: formatW3cTime(row.dueAt),
    address: open(row.address),
    address_id: row.addressId,
    zipcode: null,
    lat: row.lat,
    long: row.lng,
    media_url: row.mediaUrl,
    ...(extended && {
      extended_attributes: {
        status_detailed: row.status,
        round: row.round,
        attributes: (row.answers ?? []).map(({ code, description, values }) => ({
          code, name: description, values: values.map(({ key, name }) => ({ key: open(key), name: open(name) })),
        })),
      },
    }),
  }
}

/** The name of the unit that handles a case; null where none was found. */
export function agencyOf(
  unitId: number | null, { unitById }: Pick<CityFacts, 'unitById'>, locale: Locale,
): string | null {
  const unit = unitId === null ? undefined : unitById.get(unitId)
  return unit === undefined ? null : nameIn(locale, unit)
}

/** What becomes of a case that is open, for whoever reported it. */
export function noticeOf(agency: string | null, locale: Locale): string {
  if (locale === 'en') {
    return agency === null ? 'Received; the desk decides who handles it.' : `Received; ${agency} handles it.`
  }
  return agency === null ? '已受理，由值班席确定处置单位。' : `已受理，由${agency}处置。`
}

function mergedText(number: string | null, locale: Locale): string | null {
  if (number === null) return null
  return locale === 'en' ? `It repeats ${number} and is handled there.` : `与 ${number} 重复，并入该案件处置。`
}
