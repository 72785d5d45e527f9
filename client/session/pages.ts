import type { Me } from '../../server/contract/api/accounts.ts'

export type PageName = 'login' | 'wall' | 'desk' | 'review' | 'admin' | 'field' | 'citizen'

const PAGES: readonly PageName[] = ['login', 'wall', 'desk', 'review', 'admin', 'field', 'citizen']

/** The page of an address, or 'home' for '/' and 'none' where there is no such page. */
export function pageOfPath(pathname: string): PageName | 'home' | 'none' {
  const name = pathname.replace(/^\/+|\/+$/g, '')
  if (name === '') return 'home'
  return PAGES.find((page) => page === name) ?? 'none'
}

/** The pages that someone may open, their own one first. */
export function pagesOf(me: Me): PageName[] {
  if (me.type === 'wall') return ['wall']
  switch (me.role) {
    case 'leader':
      return ['review', 'wall', 'desk']
    case 'admin':
      return ['desk', 'wall', 'review', 'admin', 'field']
    case 'duty':
      return ['desk', 'wall', 'review', 'field']
    case 'unit':
    case 'worker':
      return ['field']
  }
}

/** Where `next` of a login leads: back to a page of ours that this person may open, else to their own one. */
export function addressAfterLogin(me: Me, next: string | null): string {
  const pages = pagesOf(me)
  if (next !== null && /^\/[^/\\]/.test(next)) {
    const page = pageOfPath(next.split(/[?#]/)[0])
    if (pages.some((allowed) => allowed === page)) return next
  }
  return `/${pages[0]}`
}
