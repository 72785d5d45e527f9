/** The number people say on the phone: the city's day, then six digits of that day's sequence: 20250607000042. */
export function caseNumber(dayKey: string, sequence: number): string {
  return dayKey.replaceAll('-', '') + String(sequence).padStart(6, '0')
}
