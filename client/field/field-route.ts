import { useSyncExternalStore } from 'react'

/** What the page shows. It stands behind the # of the address, so that the phone's own way back works. */
export type FieldRoute =
  | { screen: 'orders' | 'report' | 'messages' | 'whistles' | 'me' }
  | { screen: 'case'; caseId: number }
  | { screen: 'blow'; caseId: number | null }

/** The screens of the bar below. */
export const TABS = ['orders', 'whistles', 'report', 'messages', 'me'] as const
export type Tab = (typeof TABS)[number]

/** What an address shows; the orders where it says nothing known. */
export function routeOfHash(hash: string): FieldRoute {
  const [screen, id] = hash.replace(/^#\/?/, '').split('/')
  const number = /^\d{1,15}$/.test(id ?? '') ? Number(id) : null
  if (screen === 'case' && number !== null) return { screen, caseId: number }
  if (screen === 'blow') return { screen, caseId: number }
  const tab = TABS.find((one) => one === screen)
  return { screen: tab ?? 'orders' }
}

/** The address of a route. */
export function hashOf(route: FieldRoute): string {
  if (route.screen === 'case' || route.screen === 'blow') {
    return route.caseId === null ? `#/${route.screen}` : `#/${route.screen}/${route.caseId}`
  }
  return `#/${route.screen}`
}

/** The tab that a route belongs to. */
export function tabOf(route: FieldRoute): Tab {
  if (route.screen === 'case') return 'orders'
  return route.screen === 'blow' ? 'whistles' : route.screen
}

/** What is to be shown now. */
export function useFieldRoute(): FieldRoute {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return routeOfHash(hash)
}

/** Shows something else. */
export function goTo(route: FieldRoute): void {
  location.hash = hashOf(route)
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
