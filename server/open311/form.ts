import { withoutControls } from './document.ts'

/** What a client sent: by its name all values of a field that say something. */
export type Form = ReadonlyMap<string, readonly string[]>

/** Reads the body of a form and the query of an address as one; what comes first counts. Blanks around values and
 * the characters that no answer could give back are left out, and so are fields that say nothing. */
export function readForm(...parts: readonly unknown[]): Form {
  const form = new Map<string, string[]>()
  for (const part of parts) {
    for (const [name, value] of Object.entries((part ?? {}) as Record<string, string | string[]>)) {
      const values = (Array.isArray(value) ? value : [value])
        .map((text) => withoutControls(text).trim())
        .filter((text) => text !== '')
      if (values.length > 0 && !form.has(name)) form.set(name, values)
    }
  }
  return form
}

/** The first value of a field. */
export function valueOf(form: Form, name: string): string | undefined {
  return form.get(name)?.[0]
}

/** The values of a field that are parted by commas. */
export function listOf(form: Form, name: string): string[] | undefined {
  return form.get(name)?.flatMap((text) => text.split(',')).map((text) => text.trim()).filter((text) => text !== '')
}
