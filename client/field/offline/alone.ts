/** Where the browser has no locks (pages without TLS), the page at least does not run into itself. */
let running: Promise<unknown> = Promise.resolve()

/** Runs work of a name so that no page and no worker of this phone does the same at the same time. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks !== undefined) return (await navigator.locks.request(name, work)) as T
  const mine = running.catch(() => {}).then(work)
  running = mine
  return mine
}
