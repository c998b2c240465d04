import type { LookupAddress } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { isPublicAddress, publicLookup, type Resolve } from '../pipeline/effects-address.ts'
import { sendHttp } from '../pipeline/effects-http.ts'
import { listen } from './helpers/listen.ts'

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.0.1.1',
    '223.255.255.255',
    '2001:200::1',
    '2400:4000::1',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '64:ff9b::808:808',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '224.0.0.1',
    '239.1.1.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::FFFF:7F00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::808:808',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:a00:1::',
    '4000::1',
    'city.example.jp',
    '',
  ])('%j is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

/** Each question gets the next answer; the last one stays. */
function resolver(...answers: (readonly string[])[]): Resolve & { readonly asked: () => number } {
  let asked = 0
  const resolve: Resolve = (_, __, done) => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? []
    const addresses: LookupAddress[] = found.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
    done(null, addresses)
  }
  return Object.assign(resolve, { asked: () => asked })
}

const request = (url: string) =>
  ({ method: 'GET', url, headers: {}, answerWithin: 2000, silenceWithin: 2000, addresses: 'public' }) as const

describe('a connection to public addresses only', () => {
  test.each([[['127.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['::ffff:127.0.0.1']], [['169.254.169.254']]])(
    'a name of %j is not connected to',
    async (addresses) => {
      const server = await listen((_, response) => response.end('inside'))
      const outcome = await sendHttp(request(`http://city.example.jp:${server.port}/`), {
        resolve: resolver(addresses),
      })
      expect(outcome).toMatchObject({ fault: 'private', unsent: true })
      expect(server.heard).toEqual([])
    },
  )

  test('a name that is public when it is looked at and this computer when it is connected to', async () => {
    const server = await listen((_, response) => response.end('inside'))
    const resolve = resolver(['8.8.8.8'], ['127.0.0.1'])
    // where a proxy is set, the name is looked at beforehand too
    const outcome = await sendHttp(request(`http://city.example.jp:${server.port}/`), {
      resolve,
      env: { HTTPS_PROXY: 'http://proxy.example.jp:8080' },
    })
    expect(outcome).toMatchObject({ fault: 'private', unsent: true })
    expect(resolve.asked()).toBe(2)
    expect(server.heard).toEqual([])
  })

  test.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '127.1'])(
    '%s is this computer',
    async (host) => {
      const server = await listen((_, response) => response.end('inside'))
      expect(await sendHttp(request(`http://${host}:${server.port}/`))).toMatchObject({ fault: 'private' })
      expect(server.heard).toEqual([])
    },
  )

  test('without the wish, the same is connected to', async () => {
    const server = await listen((_, response) => response.end('inside'))
    const { addresses: _, ...plain } = request(server.url)
    expect(await sendHttp(plain)).toMatchObject({ answer: { status: 200 } })
  })
})

test('a look-up gives what is asked for: all addresses, or the first', () => {
  const lookup = publicLookup(resolver(['8.8.8.8', '2400:4000::1']))
  const given: unknown[] = []
  lookup('a.jp', { all: true }, (...answer) => given.push(answer))
  lookup('a.jp', {}, (...answer) => given.push(answer))
  publicLookup(resolver([]))('a.jp', {}, (error) => given.push(error))
  expect(given).toEqual([
    [
      null,
      [
        { address: '8.8.8.8', family: 4 },
        { address: '2400:4000::1', family: 6 },
      ],
    ],
    [null, '8.8.8.8', 4],
    expect.objectContaining({ code: 'ENOTFOUND' }),
  ])
})
