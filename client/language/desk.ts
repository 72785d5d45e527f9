/** The desk page. */
export const desk = { zh: {}, en: {} } as const
