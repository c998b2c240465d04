import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRobots } from '../../pipeline/acquire/robots.ts'

const allows = (text: string, path: string): boolean => parseRobots(text, 'Hiraku').allows(path)
const star = (rules: string): string => `User-agent: *\n${rules}\n`

describe('paths', () => {
  test.each([
    ['nothing said', '', '/a', true],
    ['nothing in it', star('Disallow:'), '/a', true],
    ['all', star('Disallow: /'), '/a', false],
    ['a beginning', star('Disallow: /a'), '/ab', false],
    ['another', star('Disallow: /a/'), '/a', true],
    ['capitals count', star('Disallow: /A'), '/a', true],
    ['the longest wins', star('Disallow: /a\nAllow: /a/b'), '/a/b/c', true],
    ['in any order', star('Allow: /a/b\nDisallow: /a/b/c'), '/a/b/c', false],
    ['of equals the one that allows', star('Disallow: /a\nAllow: /a'), '/a', true],
    ['a star', star('Disallow: /*.csv'), '/x/y.csv?z', false],
    ['the end', star('Disallow: /*.csv$'), '/x/y.csv?z', true],
    ['the end, met', star('Disallow: /*.csv$'), '/x.csv/y.csv', false],
    ['two stars', star('Disallow: /*/a*b$'), '/x/acb', false],
    ['the end alone', star('Disallow: /$'), '/', false],
    ['the end alone, others', star('Disallow: /$'), '/a', true],
    ['no overlap', star('Disallow: /ab*ba$'), '/aba', true],
    ['percent as written', star('Disallow: /%e3%81%82'), '/%E3%81%82', false],
    ['percent of plain text', star('Disallow: /あ'), '/%E3%81%82', false],
    ['percent of what needs none', star('Disallow: /%61'), '/a', false],
    ['an encoded slash is none', star('Disallow: /a%2Fb'), '/a/b', true],
    ['a query', star('Disallow: /*?id='), '/a?id=1', false],
    ['itself', star('Disallow: /'), '/robots.txt', true],
    ['comments, BOM, spaces', '\ufeff # x\nUSER-AGENT :*#y\n  disallow :  /a # z', '/a', false],
    ['line ends of Mac', 'User-agent: *\rDisallow: /a', '/a', false],
    ['rules of nobody', 'Disallow: /', '/a', true],
    ['more than is read', `${'#\n'.repeat(300_000)}${star('Disallow: /')}`, '/a', true],
  ])('%s', (_, text, path, expected) => expect(allows(text, path)).toBe(expected))
})

describe('groups', () => {
  test.each([
    ['ours beats the star’s', 'User-agent: *\nDisallow: /\n\nUser-agent: hiraku\nAllow: /', true],
    ['ours, with a version', 'User-agent: HIRAKU/2.0\nDisallow: /', false],
    ['not one that only begins alike', 'User-agent: HirakuBot\nDisallow: /', true],
    ['one of several agents', 'User-agent: a\nUser-agent: Hiraku\nDisallow: /', false],
    ['several of ours are one', 'User-agent: Hiraku\nAllow: /b\n\nUser-agent: Hiraku\nDisallow: /a', false],
    ['others’', 'User-agent: Googlebot\nDisallow: /', true],
    [
      'a sitemap in between ends none',
      'User-agent: *\nSitemap: https://x/\nUser-agent: b\nDisallow: /',
      false,
    ],
  ])('%s', (_, text, expected) => expect(allows(text, '/a')).toBe(expected))
})

test.each([
  ['Crawl-delay: 10', 10],
  ['crawl-delay:0.5', 0.5],
  ['Crawl-delay: soon', undefined],
  ['Crawl-delay: -1', undefined],
])('%s', (line, delay) => expect(parseRobots(star(line), 'Hiraku').delay).toBe(delay))

test('a pattern says what a regular expression made of it says', () => {
  const part = fc.stringMatching(/^[ab*/]{0,8}$/)
  fc.assert(
    fc.property(part, fc.boolean(), fc.stringMatching(/^[ab/]{0,12}$/), (pattern, ends, path) => {
      const source = pattern
        .split('*')
        .map((text) => text.replace(/\//g, '\\/'))
        .join('.*')
      const oracle = new RegExp(`^\\/${source}${ends ? '$' : ''}`)
      expect(allows(star(`Disallow: /${pattern}${ends ? '$' : ''}`), `/${path}`)).toBe(
        !oracle.test(`/${path}`),
      )
    }),
    { numRuns: 2000 },
  )
})

test('whatever it says, it is read at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.webPath(), (text, path) => {
      expect(typeof allows(text, path)).toBe('boolean')
    }),
  )
  expect(allows(star(`Disallow: /${'*a'.repeat(2000)}$`), `/${'a'.repeat(5000)}b`)).toBe(true)
})
