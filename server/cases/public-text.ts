/** Numbers by which a person is reached or known: mobile and fixed telephones, identity cards. */
const NUMBERS = [
  // 110101199003078515, the last may be an X
  /(?<!\d|\d\.)\d{17}[\dXx](?![\dA-Za-z])/g,
  // 13800138000, 138-0013-8000, +86 138 0013 8000
  /(?<!\d|\d\.)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g,
  // 0571-88886666, (010) 12345678
  /(?<!\d|\d\.)\(?0\d{2,3}\)?[- ]?\d{7,8}(?!\d)/g,
  // 555-123-4567, as elsewhere
  /(?<!\d|\d\.)\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)/g,
]
const KEPT_BEFORE = 3
const KEPT_AFTER = 4
/** A name shorter than this stands in too many other words. */
const SHORTEST_NAME = 2

/**
 * A text as anybody may read it: of telephone and identity numbers the middle is made unreadable (138****0000), and
 * `secrets`, such as the names of those who work on a case, wholly. A number that is one of the secrets loses its last
 * digits as well: by them its owner looks his case up. Short numbers of services (12345, 110) stay.
 */
export function publicText(text: string, secrets: readonly string[] = []): string {
  const tails = new Set(secrets.flatMap((secret) => /\d{4}$/.exec(digitsOf(secret)) ?? []))
  const unnumbered = NUMBERS.reduce(
    (open, pattern) => open.replace(pattern, (number) => masked(number, tails)), inAscii(text),
  )
  return [...new Set(secrets.map((secret) => secret.trim()))]
    .filter((secret) => secret.length >= SHORTEST_NAME)
    // the longest first, or one that holds another would be found no more
    .sort((a, b) => b.length - a.length)
    .reduce((open, secret) => open.replace(patternOf(secret), (found) => '*'.repeat(found.length)), unnumbered)
}

/** Letters of names stand for themselves, and Latin ones only as whole words. */
function patternOf(secret: string): RegExp {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const isWord = (letter: string | undefined) => /[A-Za-z0-9]/.test(letter ?? '')
  const before = isWord(secret[0]) ? '(?<![A-Za-z0-9])' : ''
  const after = isWord(secret.at(-1)) ? '(?![A-Za-z0-9])' : ''
  return new RegExp(`${before}${literal}${after}`, 'gi')
}

/** Digits of full width are digits as well. */
function inAscii(text: string): string {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
}

/** A number with the digits in its middle made stars, and its last ones where they are of `tails`; what stands between
 * them stays. */
function masked(number: string, tails: ReadonlySet<string>): string {
  const digits = digitsOf(number)
  const before = (/^86\d{11}$/.test(digits) ? 2 : 0) + KEPT_BEFORE
  const after = tails.has(digits.slice(-KEPT_AFTER)) ? 0 : KEPT_AFTER
  let seen = 0
  return number.replace(/[\dXx]/g, (digit) => {
    seen += 1
    return seen <= before || seen > digits.length - after ? digit : '*'
  })
}

const digitsOf = (text: string): string => text.replace(/[^\dXx]/g, '')
