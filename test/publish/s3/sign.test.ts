/** Signatures as AWS publishes them: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
import { describe, expect, test } from 'vitest'
import { signed } from '../../../pipeline/publish/s3/sign.ts'
import { signatureOf } from '../../helpers/s3.ts'
import { sha256Of } from '../files/fixture.ts'

const keys = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
const base = { region: 'us-east-1', now: new Date('2013-05-24T00:00:00Z') }
const HOST = 'https://examplebucket.s3.amazonaws.com'

describe('as AWS signs its examples', () => {
  test.each([
    [
      'PUT Object',
      {
        ...base,
        method: 'PUT',
        url: new URL(`${HOST}/test%24file.text`),
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
        sha256: sha256Of('Welcome to Amazon S3.'),
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'GET Bucket (list objects)',
      {
        ...base,
        method: 'GET',
        url: new URL(`${HOST}/?max-keys=2&prefix=J`),
        headers: {},
        sha256: sha256Of(''),
      },
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ] as const)('%s', (_, given, signature) => {
    const { url, headers } = signed(given, keys)
    expect(headers['authorization']).toContain(`Signature=${signature}`)
    expect(url).toBe(given.url.href)
    // the server of the tests, from the same example
    const signedHeaders = /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '')?.[1]?.split(';') ?? []
    expect(
      signatureOf(
        {
          method: given.method,
          path: given.url.pathname,
          query: given.url.search.slice(1),
          headers: { ...headers, host: given.url.host },
          signedHeaders,
          scope: '20130524/us-east-1/s3/aws4_request',
        },
        keys.secret,
      ),
    ).toBe(signature)
  })
})

test('a temporary key’s token goes with it, signed; the secret never does', () => {
  const given = { ...base, method: 'GET', url: new URL(HOST), headers: {}, sha256: sha256Of('') } as const
  const { headers } = signed(given, { ...keys, session: 'token/of+session' })
  expect(headers['x-amz-security-token']).toBe('token/of+session')
  expect(headers['authorization']).toContain('x-amz-security-token')
  expect(JSON.stringify(headers)).not.toContain(keys.secret)
})
