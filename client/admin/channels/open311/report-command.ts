/** Where and what a report to try is about. */
export interface ReportToTry {
  /** Of this page: 'https://city.example'. */
  origin: string
  /** As issued; undefined while none is known. */
  key: string | undefined
  serviceCode: string
  lng: number
  lat: number
}

/** The base of the interface on this server. */
export function open311Address(origin: string): string {
  return `${origin}/open311/v2`
}

/** A command for a shell that lists what can be reported. */
export function servicesCommand(origin: string): string {
  return `curl -s '${open311Address(origin)}/services.json'`
}

/** A command for a shell that reports as a partner's program does; API_KEY stands for a key that is not known. */
export function reportCommand({ origin, key, serviceCode, lng, lat }: ReportToTry): string {
  return [
    `curl -s '${open311Address(origin)}/requests.json'`,
    `-d 'api_key=${key ?? 'API_KEY'}' -d 'service_code=${serviceCode}'`,
    `-d 'lat=${lat.toFixed(6)}' -d 'long=${lng.toFixed(6)}' --data-urlencode 'description=Open311'`,
  ].join(' \\\n  ')
}
