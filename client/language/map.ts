/** The map. */
export const map = { zh: {}, en: {} } as const
