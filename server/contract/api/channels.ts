import Type, { type Static } from 'typebox'

/** `GET` and `PUT /api/channels/policy`; row 'channels' of table settings. */
export const ChannelPolicy = Type.Object(
  {
    /** Days after the end of a case for which it is known who reported it. */
    contactDays: Type.Integer({ minimum: 1, maximum: 3650 }),
    /** Whether webhooks may go to addresses within the organisation (RFC 1918, loopback); never to link-local ones. */
    privateAddresses: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ChannelPolicy = Static<typeof ChannelPolicy>
