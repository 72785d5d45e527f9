import Type, { type Static } from 'typebox'

const Days = Type.Integer({ minimum: 1, maximum: 3650 })

/** `GET` and `PUT /api/retention`: for how many days what grows by itself is kept, beside what the field's policy and the
 * channels' say; row 'retention' of table settings. What is evidence of a case is never deleted. */
export const RetentionPolicy = Type.Object(
  {
    /** Messages to webhooks, from when they were delivered. */
    deliveredDays: Days,
    /** Messages to webhooks that were given up, and those that wait for a webhook that is off. */
    deadDays: Days,
    /** Records of channels that could not be understood and that nobody has looked at. */
    rejectDays: Days,
    /** What became of each row of a table of cases that was imported. */
    importDays: Days,
    /** Texts to workers and units; those of roll calls and broadcasts stay, as their receipts. */
    messageDays: Days,
    /** Alarms that are over and became no case, with their logs. */
    alarmDays: Days,
    /** Links for rating, from when they can be used no more. */
    linkDays: Days,
    /** Logins that failed; the law wants such logs for six months. Everything else in the audit log stays. */
    failedLoginDays: Type.Integer({ minimum: 180, maximum: 3650 }),
  },
  { additionalProperties: false },
)
export type RetentionPolicy = Static<typeof RetentionPolicy>

export const DEFAULT_RETENTION: RetentionPolicy = {
  deliveredDays: 7,
  deadDays: 90,
  rejectDays: 365,
  importDays: 365,
  messageDays: 365,
  alarmDays: 365,
  linkDays: 90,
  failedLoginDays: 180,
}
