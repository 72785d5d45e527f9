/** The wall. */
export const wall = { zh: {}, en: {} } as const
