import type { Open311Settings } from '../contract/api/open311.ts'

/** When what is said here, and how it is spoken, was changed last. */
const CHANGESET = '2026-11-22T00:00:00Z'

/** Where and how the service is spoken, by the address of its base: https://city.example/open311/v2. */
export function discoveryOf({ contact, keyService, type }: Open311Settings, url: string): object {
  return {
    changeset: CHANGESET,
    contact,
    key_service: keyService,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url,
        changeset: CHANGESET,
        type,
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}
