import { describe, expect, test } from 'vitest'
import { s3PlaceOf } from '../../../pipeline/publish/s3/place.ts'

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'very/secret', AWS_REGION: 'ap-northeast-1' }

describe('where a bucket is', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['city', {}, 'https://city.s3.ap-northeast-1.amazonaws.com', ''],
    ['city/a//b/', {}, 'https://city.s3.ap-northeast-1.amazonaws.com', 'a/b/'],
    ['data.city.example', {}, 'https://s3.ap-northeast-1.amazonaws.com/data.city.example', ''],
    ['city', { AWS_REGION: 'cn-north-1' }, 'https://city.s3.cn-north-1.amazonaws.com.cn', ''],
    [
      'city',
      { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2' },
      'https://city.s3.us-west-2.amazonaws.com',
      '',
    ],
    ['city', { AWS_ENDPOINT_URL: 'https://s3.example.jp:9000/' }, 'https://s3.example.jp:9000/city', ''],
    ['city', { AWS_ENDPOINT_URL: 'http://x', AWS_ENDPOINT_URL_S3: 'https://y/s3' }, 'https://y/s3/city', ''],
    ['city', { AWS_ENDPOINT_URL: 'https://y', AWS_REGION: '' }, 'https://y/city', ''],
  ])('%s %o', (to, env, base, prefix) => {
    const placed = s3PlaceOf(to, { ...KEYS, ...env })
    expect('place' in placed && [placed.place.base, placed.place.prefix]).toEqual([base, prefix])
  })

  test.each<[string, Record<string, string>, string, string]>([
    ['', {}, 'publish/s3-address', 's3:'],
    ['UPPER/x', {}, 'publish/s3-address', 's3:UPPER/x'],
    ['a..b', {}, 'publish/s3-address', 's3:a..b'],
    ['192.168.0.1', {}, 'publish/s3-address', 's3:192.168.0.1'],
    ['city/../other', {}, 'publish/s3-address', 's3:city/../other'],
    ['city', { AWS_ACCESS_KEY_ID: '' }, 'publish/s3-settings', 'AWS_ACCESS_KEY_ID'],
    ['city', { AWS_SECRET_ACCESS_KEY: 'very secret' }, 'publish/s3-settings', 'AWS_SECRET_ACCESS_KEY'],
    ['city', { AWS_SESSION_TOKEN: 'a\nb' }, 'publish/s3-settings', 'AWS_SESSION_TOKEN'],
    ['city', { AWS_REGION: '' }, 'publish/s3-settings', 'AWS_REGION'],
    ['city', { AWS_ENDPOINT_URL: 's3.example.jp' }, 'publish/s3-settings', 'AWS_ENDPOINT_URL'],
    ['city', { AWS_ENDPOINT_URL: 'https://a:b@s3.example.jp' }, 'publish/s3-settings', 'AWS_ENDPOINT_URL'],
    ['city', { AWS_ENDPOINT_URL_S3: 'ftp://x' }, 'publish/s3-settings', 'AWS_ENDPOINT_URL_S3'],
  ])('%j %o: %s %s', (to, env, code, actual) => {
    const placed = s3PlaceOf(to, { ...KEYS, ...env })
    expect('problems' in placed && placed.problems.map((one) => [one.code, one.actual])).toEqual([
      [code, actual],
    ])
    expect(JSON.stringify(placed)).not.toContain('secret')
  })
})
