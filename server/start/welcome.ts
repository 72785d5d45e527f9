import { networkInterfaces } from 'node:os'
import type { Config } from '../config.ts'
import type { CitySetting } from '../org/city-facts.ts'
import type { DemoAccess } from './demo-access.ts'
import type { AdminAccess } from './ensure-admin.ts'

/** How to get in: all of a demo, or the administrator of a city of one's own, who gives out the rest. */
export type Access = ({ type: 'demo' } & DemoAccess) | ({ type: 'own' } & AdminAccess)

export interface WelcomeFacts {
  config: Config
  url: string
  setting: CitySetting
  access: Access
  walking: boolean
}

/** What is printed when all is up: where to look, how to get in, and how to send a phone's position. */
export function welcome({ config, url, setting, access, walking }: WelcomeFacts): string {
  const wallPath = access.type === 'demo' ? `/wall?token=${access.wallToken}` : '/wall   登录后可看 after login'
  return [
    '',
    `${setting.name} ${setting.nameEn}${setting.simulated ? '（模拟城市 a simulated city）' : ''}`,
    `  大屏 wall      ${url}${wallPath}`,
    `  值班 desk      ${url}/desk`,
    `  研判 review    ${url}/review`,
    `  管理 admin     ${url}/admin`,
    `  市民 citizen   ${url}/citizen`,
    ...(access.type === 'demo' ? demoLines(config, url, access, walking) : ownLines(config, url, access)),
    '',
    'Ctrl-C 停止 stops it.',
  ].join('\n')
}

function demoLines(config: Config, url: string, access: DemoAccess, walking: boolean): string[] {
  const logins = access.logins.map(({ login }) => login).join(' / ')
  return [
    `  登录 login     ${logins}   密码 password  ${access.password}`,
    `  外勤 field     ${url}/field   单位 unit-ID、网格员工号，同一密码 units by unit-ID, workers by badge number, same password`,
    ...phoneLines(config, url, access.deviceToken),
    `  外场 field     ${walking ? '模拟运行中 simulated (switch it off with --no-field)' : '未模拟 not simulated'}`,
  ]
}

function ownLines(config: Config, url: string, { login, password }: AdminAccess): string[] {
  return [
    ...(password === undefined
      ? [`  登录 login     ${login}   忘记密码 lost the password? --admin-password …`]
      : [`  登录 login     ${login}   密码 password  ${password}   （只显示这一次 shown this once）`]),
    '  令牌 tokens    大屏免登录、手机上报：管理员签发 for screens without a login and for phones, by an administrator:',
    `                 POST ${url}/api/tokens {"kind":"wall","label":"hall"}      → /wall?token=…`,
    `                 POST ${url}/api/tokens {"kind":"device","label":"phones"}  → the address for phones:`,
    ...phoneLines(config, url, 'TOKEN'),
  ]
}

/** For the Traccar Client app; its device identifier is a worker's badge number. */
function phoneLines({ host }: Config, url: string, deviceToken: string): string[] {
  const { port } = new URL(url)
  const hosts = host === '0.0.0.0' || host === '::' ? lanAddresses() : [host]
  const lines = hosts.map((address) => `  手机 phone     http://${address}:${port}/in/osmand/${deviceToken}`)
  if (isLoopback(host)) lines.push('                 仅本机可访问 only from this machine; --host 0.0.0.0 lets phones in')
  return lines
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** The IPv4 addresses by which other machines may reach this one. */
function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}
