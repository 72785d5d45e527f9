const STORAGE_KEY = 'gridwall.field.sunlight'

/** Whether the page is to be bright, to be read in the sun. */
export function isSunlight(): boolean {
  return localStorage.getItem(STORAGE_KEY) === 'on'
}

/** Makes the page bright or dark, from now on. */
export function applySunlight(isOn: boolean): void {
  localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off')
  document.documentElement.dataset.sunlight = isOn ? 'on' : 'off'
}
