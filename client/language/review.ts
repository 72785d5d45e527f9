/** The review page. */
export const review = { zh: {}, en: {} } as const
