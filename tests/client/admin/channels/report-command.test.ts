import { expect, test } from 'vitest'
import { reportCommand, servicesCommand } from '../../../../client/admin/channels/open311/report-command.ts'

const try311 = { origin: 'https://city.example', serviceCode: 'M06001', lng: 116.03, lat: 40.08 }

test('the command reports at the given place with the key that was issued', () => {
  expect(reportCommand({ ...try311, key: 'k-1_a' })).toBe(`curl -s 'https://city.example/open311/v2/requests.json' \\
  -d 'api_key=k-1_a' -d 'service_code=M06001' \\
  -d 'lat=40.080000' -d 'long=116.030000' --data-urlencode 'description=Open311'`)
})

test('while no key is known its place says so', () => {
  expect(reportCommand({ ...try311, key: undefined })).toContain("-d 'api_key=API_KEY'")
  expect(servicesCommand('http://localhost:8080')).toBe("curl -s 'http://localhost:8080/open311/v2/services.json'")
})
