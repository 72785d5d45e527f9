/** By these names the page and its service worker know the same things. */
export const OUTBOX_LOCK = 'gridwall-outbox'
export const OUTBOX_SYNC = 'gridwall-outbox'
export const SHELL_PREFIX = 'gridwall-field-'
export const PHOTO_CACHE = 'gridwall-photos'
