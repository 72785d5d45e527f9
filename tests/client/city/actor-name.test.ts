import { execFileSync } from 'node:child_process'
import i18next, { type TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { actorName } from '../../../client/city/actor-name.ts'
import { common } from '../../../client/language/common.ts'

async function textsIn(language: 'zh' | 'en'): Promise<TFunction<'common'>> {
  const instance = i18next.createInstance()
  await instance.init({
    lng: language, ns: ['common'], defaultNS: 'common', interpolation: { escapeValue: false },
    resources: { [language]: { common: common[language] } },
  })
  return instance.getFixedT(language, 'common') as unknown as TFunction<'common'>
}
const [zh, en] = await Promise.all([textsIn('zh'), textsIn('en')])

describe('who did something', () => {
  it('is named in both languages where it was a part of the server', () => {
    expect([actorName('rules', zh), actorName('rules', en)]).toEqual(['设备规则', 'Device rules'])
    expect([actorName('时限', zh), actorName('时限', en)]).toEqual(['时限监控', 'Time limits'])
    expect([actorName('市民', zh), actorName('市民', en)]).toEqual(['市民', 'Citizen'])
  })

  it('is named by the label of its token where it was an interface, and as he is where it was a person', () => {
    expect([actorName('device:12345 热线', zh), actorName('device:12345 热线', en)]).toEqual(['接口 12345 热线', 'Interface 12345 热线'])
    expect(actorName('张三', en)).toBe('张三')
    expect(actorName('toString', en)).toBe('toString')
  })

  it('has a name for every one by which the server writes into the logs of cases', () => {
    const source = execFileSync('grep', ['-rhoE', "systemTaker\\('[^']+'\\)", 'server'], { encoding: 'utf8' })
    const names = [...source.matchAll(/'([^']+)'/gu)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(4)
    for (const name of names) expect(actorName(name, en), name).not.toBe(name)
  })
})
