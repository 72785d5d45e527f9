/** Makes the page one that can be installed and opens without a network, where the browser lets it: only over TLS, and
 * only as it is built. */
export async function installPage(): Promise<void> {
  const manifest = document.createElement('link')
  manifest.rel = 'manifest'
  manifest.href = '/field.webmanifest'
  const touchIcon = document.createElement('link')
  touchIcon.rel = 'apple-touch-icon'
  touchIcon.href = '/field-icon-192.png'
  document.head.append(manifest, touchIcon)
  if (!import.meta.env.PROD || navigator.serviceWorker === undefined) return
  await navigator.serviceWorker.register('/field-sw.js', { scope: '/field' })
  // what was not sent yet shall not make room for something else
  await navigator.storage?.persist?.()
}

/** Whether the page opens without a network. */
export function opensOffline(): boolean {
  return navigator.serviceWorker?.controller != null
}
