import { networkInterfaces } from 'node:os'
import type { Config } from '../config.ts'
import type { CitySetting } from '../org/city-facts.ts'
import type { DemoAccess } from './demo-access.ts'

export interface WelcomeFacts {
  config: Config
  url: string
  setting: CitySetting
  access: DemoAccess | undefined
  walking: boolean
}

/** What is printed when all is up: where to look, how to get in, and how to send a phone's position. */
export function welcome({ config, url, setting, access, walking }: WelcomeFacts): string {
  const page = (path: string): string => `${url}${path}`
  const wallPath = access ? `/wall?token=${access.wallToken}` : '/wall'
  const lines = [
    '',
    `${setting.name} ${setting.nameEn}${setting.simulated ? '（模拟城市 a simulated city）' : ''}`,
    `  大屏 wall      ${page(wallPath)}`,
    `  值班 desk      ${page('/desk')}`,
    `  研判 review    ${page('/review')}`,
  ]
  if (access) {
    lines.push(
      `  登录 login     ${access.logins.map(({ login }) => login).join(' / ')}   密码 password  ${access.password}`,
      ...phoneLines(config, url, access.deviceToken),
    )
  }
  lines.push(
    `  外场 field     ${walking ? '模拟运行中 simulated (switch it off with --no-field)' : '未模拟 not simulated'}`,
    '',
    'Ctrl-C 停止 stops it.',
  )
  return lines.join('\n')
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
