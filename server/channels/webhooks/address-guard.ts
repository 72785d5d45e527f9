import { lookup as lookupAny, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { badInput } from '../../errors.ts'

/** Addresses that no message ever goes to: link-local ones and those at which clouds tell machines their secrets. */
const NEVER = blockList([
  ['0.0.0.0', 8], ['169.254.0.0', 16], ['100.100.100.200', 32], ['224.0.0.0', 4], ['240.0.0.0', 4],
  ['::', 128], ['fe80::', 10], ['ff00::', 8], ['fd00:ec2::254', 128], ['64:ff9b::', 96],
])

/** Addresses within the organisation, which a policy may close. */
const PRIVATE = blockList([
  ['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['127.0.0.0', 8], ['100.64.0.0', 10],
  ['::1', 128], ['fc00::', 7],
])

/** Why nothing may be sent to an address; undefined where it may. */
export function refusalOf(address: string, allowPrivate: boolean): string | undefined {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (NEVER.check(address, family)) return `${address} is a link-local, metadata or group address`
  if (!allowPrivate && PRIVATE.check(address, family)) return `${address} is a private address`
  return undefined
}

/** Checks the address of a hook as it is written down. Throws 400 naming `url`: http or https, no user, no address
 * that is refused. A name is looked up when something is sent. */
export function checkHookUrl(url: string, allowPrivate: boolean): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isPlain = parsed?.username === '' && parsed.password === ''
  if (!isPlain || !['http:', 'https:'].includes(parsed.protocol)) {
    throw badInput('url', url, 'an address such as https://hotline.example/cases')
  }
  const literal = literalOf(parsed)
  const refusal = literal === undefined ? undefined : refusalOf(literal, allowPrivate)
  if (refusal !== undefined) throw badInput('url', url, `an address that messages may go to: ${refusal}`)
}

/** The IP address that an URL names outright, or undefined. */
export function literalOf({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? undefined : bare
}

/** Looks names up, and fails for one with an address that is refused: what is checked is what is connected to. */
export function guardedLookup(allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookupAny(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '')
      const addresses = found as unknown as LookupAddress[]
      for (const { address } of addresses) {
        const refusal = refusalOf(address, allowPrivate)
        if (refusal !== undefined) return callback(new Error(`${hostname}: ${refusal}`), '')
      }
      if (options.all === true) return callback(null, addresses)
      return callback(null, addresses[0].address, addresses[0].family)
    })
  }
}

function blockList(subnets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, net.includes(':') ? 'ipv6' : 'ipv4')
  return list
}
