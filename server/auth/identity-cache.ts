import type { Identity } from './identity.ts'

/** Remembers for a short while whom a token stands for, so that ten thousand phones do not mean ten thousand queries
 * a second. A token that is revoked elsewhere is refused at the latest after `lifetimeMs`. */
export class IdentityCache {
  readonly #entries = new Map<string, { identity: Promise<Identity | null>; untilMs: number }>()
  readonly #find: (token: string) => Promise<Identity | null>
  readonly #lifetimeMs: number
  readonly #capacity: number

  constructor(find: (token: string) => Promise<Identity | null>, lifetimeMs = 15_000, capacity = 50_000) {
    this.#find = find
    this.#lifetimeMs = lifetimeMs
    this.#capacity = capacity
  }

  /** Whom the token stands for; asks the database when the memory is older than `lifetimeMs`. */
  identify(token: string, nowMs = Date.now()): Promise<Identity | null> {
    const known = this.#entries.get(token)
    if (known !== undefined && known.untilMs > nowMs) return known.identity
    const identity = this.#find(token)
    this.#entries.delete(token)
    this.#entries.set(token, { identity, untilMs: nowMs + this.#lifetimeMs })
    // a failed query is no answer: forget it, so that the next request asks again
    identity.catch(() => this.#entries.delete(token))
    if (this.#entries.size > this.#capacity) {
      const oldest = this.#entries.keys().next().value
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
    return identity
  }

  /** Forgets a token that was revoked here. */
  forget(token: string): void {
    this.#entries.delete(token)
  }

  /** Forgets all: scopes may have changed. */
  forgetAll(): void {
    this.#entries.clear()
  }
}
