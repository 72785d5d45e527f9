/** What people say of a case, in their words. {name} is the category, {place} the address. */
const TEMPLATES = [
  '{place}附近{name}，请尽快处理。',
  '市民反映{place}存在{name}问题，影响通行。',
  '{place}{name}，已持续多日，希望有关部门核查。',
  '网格员巡查发现{place}{name}，现场已拍照。',
  '来电人称{place}{name}，要求回复处理结果。',
  '{place}门前{name}，居民意见较大。',
  '{place}一带{name}，存在安全隐患。',
  '多名居民反映{place}{name}。',
]

/** The text of a case; `dice` is any whole number, the same one gives the same text. */
export function describeCase(name: string, place: string, dice: number): string {
  return TEMPLATES[dice % TEMPLATES.length].replace('{place}', place).replace('{name}', name)
}

/** A street address; `dice` gives the number. */
export function addressOn(road: string, dice: number): string {
  return `${road}${1 + (dice % 288)}号`
}
