/** What a terminal sends. */
export const TERMINAL_ACKNOWLEDGES = 0x0001
export const HEARTBEAT = 0x0002
export const SIGN_OFF = 0x0003
export const REGISTER = 0x0100
export const AUTHENTICATE = 0x0102
export const LOCATION = 0x0200
export const LOCATION_REPLY = 0x0201
export const LOCATION_BATCH = 0x0704

/** What the platform sends. */
export const PLATFORM_ACKNOWLEDGES = 0x8001
export const RESEND_PARTS = 0x8003
export const REGISTER_REPLY = 0x8100
export const ASK_LOCATION = 0x8201
export const CONFIRM_ALARM = 0x8203
export const TEXT = 0x8300
