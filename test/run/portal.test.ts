/** portals/<id>.yaml and what it names, put together; what is wrong in it; and where its token comes from. */
import fs from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Effects } from '../../pipeline/effects.ts'
import { nodeEffects } from '../../pipeline/effects-node.ts'
import type { Problem } from '../../pipeline/problem.ts'
import { unusedNames } from '../../pipeline/run/portal/checks.ts'
import { isIgnored } from '../../pipeline/run/portal/ignored.ts'
import { secretLine } from '../../pipeline/run/portal/secrets.ts'
import {
  type LoadedPortal,
  loadPortal,
  organizationOf,
  portalsOf,
  presetsOf,
} from '../../pipeline/run/portal.ts'
import { readToken, tokenVariable } from '../../pipeline/run/portal-token.ts'
import { openSchemas } from '../../pipeline/run/schemas.ts'
import { PACKAGE } from '../helpers/job.ts'
import { temporary } from './fake.ts'

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJnZWhlaW0ifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg'

let root = ''
let effects: Effects
beforeEach(() => {
  root = temporary()
  effects = { ...nodeEffects(), env: {} }
})

function write(file: string, text: string): string {
  const at = path.join(root, file)
  fs.mkdirSync(path.dirname(at), { recursive: true })
  fs.writeFileSync(at, text)
  return at
}

function load(name: string) {
  return loadPortal(effects, openSchemas(effects, root, PACKAGE, [], 0), root, name)
}

function loaded(text: string): LoadedPortal {
  write('portals/city.yaml', text)
  const { portal, problems } = load('city')
  expect(problems).toEqual([])
  if (portal === undefined) throw new Error('no portal')
  return portal
}

function refused(text: string): readonly Problem[] {
  write('portals/city.yaml', text)
  const { portal, problems } = load('city')
  expect(portal).toBeUndefined()
  return problems
}

const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code)

describe('a portal of the project', () => {
  test('the conventions alone are enough, where they know the address', () => {
    expect(loaded('preset: bodik\n')).toMatchObject({
      id: 'city',
      file: 'portals/city.yaml',
      url: 'https://data.bodik.jp/',
      organization: '{code}',
      name: '{id}',
      names: {},
      licences: { 'CC-BY-4.0': 'cc-by-40-intl' },
      licenceIds: ['cc-by-40-intl', 'cc-by-21-jp', 'japanese-20', 'japanese-10'],
      tags: ['自治体標準ODS{?sheet}', '{sheet}'],
      datastore: true,
      limits: { concurrency: 1, perSecond: 0.5, timeoutSeconds: 120, tries: 6 },
    })
  })

  test('the file says the rest, and has the last word', () => {
    const portal = loaded(`
preset: bodik
url: https://portal.example/ckan
organization: city-of-mihon
name: "mihon-{slug}"
names: { 019992_aed: aed-2026 }
licences: { CC0-1.0: cc0-jp }
tags: [見本市]
extras: { spatial: null, copyright: "{contact}", 担当課: "{contact}" }
fields: { url: "{iri}" }
groups: { 防災: g01 }
datastore: false
limits: { perSecond: 5 }
tokenFile: ../token.txt
tokenEnv: CITY_TOKEN
`)
    expect(portal).toMatchObject({
      url: 'https://portal.example/ckan/',
      organization: 'city-of-mihon',
      name: 'mihon-{slug}',
      names: { '019992_aed': 'aed-2026' },
      licences: { 'CC-BY-4.0': 'cc-by-40-intl', 'CC0-1.0': 'cc0-jp' },
      tags: ['自治体標準ODS{?sheet}', '{sheet}', '見本市'],
      groups: { 防災: 'g01' },
      datastore: false,
      limits: { concurrency: 1, perSecond: 5, timeoutSeconds: 120, tries: 6 },
      tokenFile: '../token.txt',
      tokenEnv: 'CITY_TOKEN',
    })
    expect(portal.licenceIds).toContain('cc0-jp')
    expect(portal.extras).toEqual({
      frequency: '{frequency}',
      copyright: '{contact}',
      language: '日本語',
      担当課: '{contact}',
    })
    expect(portal.fields).toMatchObject({ url: '{iri}', author: '{publisher}' })
  })

  test('the house has four conventions, and each can be used', () => {
    const schemas = openSchemas(effects, root, PACKAGE, [], 0)
    expect(presetsOf(schemas)).toEqual(['bodik', 'ckan', 'e-gov', 'tokyo'])
    for (const preset of presetsOf(schemas)) {
      const portal = loaded(`preset: ${preset}\n${preset === 'ckan' ? 'url: https://portal.example/\n' : ''}`)
      expect(portal.url).toMatch(/^https:\/\/[^ ]+\/$/)
      expect(portal.title.ja).toMatch(/\S/)
    }
    expect(loaded('preset: e-gov\n').url).toBe('https://data.e-gov.go.jp/data/')
    expect(loaded('preset: tokyo\n').name).toBe('')
  })

  test('a project may have conventions of its own, and a folder of portals', () => {
    const own = fs.readFileSync(path.join(PACKAGE, 'schemas/portals/tokyo.yaml'), 'utf8')
    write('schemas/portals/kanagawa.yaml', own.replace('"t{code}"', '"k{code}"'))
    expect(loaded('preset: kanagawa\n').organization).toBe('k{code}')
    write('portals/b-2.yaml', '')
    write('portals/README.md', '')
    write('portals/Not One.yaml', '')
    expect(portalsOf(effects, root)).toEqual(['b-2', 'city'])
  })

  test('a folder without portals has none', () => expect(portalsOf(effects, root)).toEqual([]))

  test('the certificates of an authority are read, from the project', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    write('portals/ca.pem', pem)
    expect(loaded('preset: bodik\nauthorities: portals/ca.pem\n').authorities).toBe(pem)
  })
})

describe('what is wrong', () => {
  test.each([
    ['no address', 'preset: ckan\n', 'run/portal-url-missing'],
    ['no such conventions', 'preset: bodikk\n', 'run/portal-preset'],
    ['the address of the API', 'preset: ckan\nurl: https://p.example/api/3/action\n', 'run/portal-url'],
    ['the address of a dataset', 'preset: ckan\nurl: https://p.example/ckan/dataset/a\n', 'run/portal-url'],
    ['a key that nobody knows', 'preset: bodik\norganisation: a1\n', 'validate/unknown-key'],
    ['no conventions', 'url: https://p.example/\n', 'validate/missing-key'],
    ['no YAML', 'preset: [\n', 'validate/yaml'],
    ['an empty file', '', 'validate/authored'],
    [
      'a name in braces that nobody knows',
      'preset: bodik\nextras: { a: "{titel}" }\n',
      'run/portal-placeholder',
    ],
    ['likewise in a tag', 'preset: bodik\ntags: ["{sheets}"]\n', 'run/portal-placeholder'],
    ['likewise in a name', 'preset: bodik\nname: "{id}-{ids}"\n', 'run/portal-placeholder'],
    ['one name for all', 'preset: bodik\nname: "{title}"\n', 'run/portal-names'],
    ['one name for two', 'preset: tokyo\nnames: { a_1: t1, a_2: t2, a_3: t1 }\n', 'run/portal-names'],
    ['no certificates there', 'preset: bodik\nauthorities: portals/none.pem\n', 'run/portal-authorities'],
    ['a folder of certificates', 'preset: bodik\nauthorities: portals\n', 'run/portal-authorities'],
  ])('%s', (_, text, code) => {
    expect(new Set(codes(refused(text)))).toEqual(new Set([code]))
  })

  test('a key misspelt comes with what was meant', () => {
    const [problem] = refused('preset: bodik\norganisation: a1\n')
    expect(problem?.message.ja).toContain('organization')
    expect(problem?.where).toMatchObject({ file: 'portals/city.yaml', line: 2 })
    expect(refused('preset: bodikk\n')[0]?.message.en).toContain('Did you mean "bodik"')
    expect(refused('preset: bodik\nextras: { a: "{titel}" }\n')[0]?.message.en).toContain(
      'Did you mean "title"',
    )
  })

  test('the address up to where it is the portal’s is said', () => {
    const [problem] = refused('preset: ckan\nurl: https://p.example/ckan/api/3/\n')
    expect(problem?.remedy.ja).toContain('https://p.example/ckan/')
  })

  test('names of datasets that are not there are told, with what was meant', () => {
    const names = { '142140_aed': 'a1', '142140_park': 'a2' }
    const problems = unusedNames({ file: 'portals/city.yaml', names }, ['142140_aed', '142140_parks'])
    expect(codes(problems)).toEqual(['run/portal-names-unused'])
    expect(problems[0]?.message.ja).toContain('「142140_parks」のことですか')
  })

  test('a private key is no certificate', () => {
    write(
      'portals/ca.pem',
      '-----BEGIN CERTIFICATE-----\na\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n',
    )
    expect(codes(refused('preset: bodik\nauthorities: portals/ca.pem\n'))).toEqual(['run/portal-authorities'])
  })

  test.each([
    ['http://portal.example/', ['run/portal-not-https']],
    ['http://127.0.0.1:5000', []],
    ['http://localhost:5000/ckan', []],
    ['http://127.0.0.1.portal.example', ['run/portal-not-https']],
    ['https://portal.example', []],
  ])('%s gives %j, and can be used', (url, expected) => {
    write('portals/city.yaml', `preset: ckan\nurl: ${url}\n`)
    const { portal, problems } = load('city')
    expect(portal?.url).toBe(`${url.replace(/\/$/, '')}/`)
    expect(codes(problems)).toEqual(expected)
  })

  test('conventions are no portal: how the file is written is said', () => {
    const { portal, problems } = load('bodik')
    expect(portal).toBeUndefined()
    expect(codes(problems)).toEqual(['run/portal-unknown'])
    expect(problems[0]?.remedy.ja).toContain('portals/bodik.yaml')
    expect(problems[0]?.remedy.ja).toContain('preset: bodik')
    expect(load('zzz').problems[0]?.remedy.en).toContain('{ preset: ckan, url: "https://')
  })

  test('the portals that there are, are named', () => {
    write('portals/kanagawa.yaml', 'preset: bodik\n')
    const { message } = load('kanagaw').problems[0] ?? expect.unreachable()
    expect(message.ja).toContain('「kanagawa」のことですか')
    expect(message.en).toContain('There are: kanagawa')
  })

  test.each(['../secret', 'a/b', 'A', '', '.', 'a.yaml', 'a\u0000b'])('%j is no name of a portal', (name) => {
    expect(codes(load(name).problems)).toEqual(['run/portal-name'])
  })
})

describe('a token in the file', () => {
  test.each([
    ['token', `preset: bodik\ntoken: ${JWT}\n`],
    ['under another key', `preset: bodik\napiKey: ${JWT}\n`],
    ['in Japanese', 'preset: bodik\nトークン: himitsu-no-kotoba\n'],
    ['an older key', 'preset: bodik\napi_key: 8a1f7c0e-1111-2222-3333-444455556666\n'],
    ['where its file is due', `preset: bodik\ntokenFile: ${JWT}\n`],
    [
      'an older key where its file is due',
      'preset: bodik\ntokenFile: 8a1f7c0e-1111-2222-3333-444455556666\n',
    ],
    ['in the address', 'preset: bodik\nurl: https://clerk:himitsu@data.bodik.jp/\n'],
    ['as a header', 'preset: bodik\nfields: { Authorization: himitsu-no-kotoba }\n'],
    ['in a comment', `preset: bodik\n# ${JWT}\n`],
    ['in a file that is no YAML', `preset: [\npassword: ${JWT}\n`],
    ['with Bearer', 'preset: bodik\nextras: { a: "Bearer himitsu-no-kotoba" }\n'],
  ])('%s: refused, told where tokens go, and never shown', (_, text) => {
    const problems = refused(text)
    expect(codes(problems)).toEqual(['run/portal-token-inside'])
    expect(problems[0]?.remedy.ja).toContain('HIRAKU_TOKEN')
    const shown = JSON.stringify(problems)
    for (const secret of [JWT, 'himitsu', '8a1f7c0e']) expect(shown).not.toContain(secret)
    expect(problems[0]?.where.line).toBe(2)
  })

  test.each([
    'tokenFile: ../token.txt',
    'tokenEnv: CITY_TOKEN',
    '# the token lies in ../token.txt',
    '# password: see the safe',
    'organization: token-city',
    'extras: { 担当: "{contact}" }',
  ])('%s is none', (line) => expect(secretLine(line)).toBeUndefined())
})

describe('the organization', () => {
  const portal = { organization: '{code}', file: 'portals/city.yaml' }
  test.each([
    ['{code}', '142140'],
    ['t{code}', 't142140'],
    ['{publisher}', 'isehara'],
    ['fixed-name', 'fixed-name'],
  ])('%s is %s', (organization, name) => {
    expect(organizationOf({ ...portal, organization }, { code: '142140', id: 'isehara' })).toEqual({
      name,
      problems: [],
    })
  })
  test.each(['{title}', 'a', '{code}/x'])('%s can be no name', (organization) => {
    const { name, problems } = organizationOf({ ...portal, organization }, { code: '142140', id: 'isehara' })
    expect(name).toBeUndefined()
    expect(codes(problems)).toEqual(['run/organization-name'])
  })
})

describe('the token', () => {
  const portal = { id: 'my-city' }
  const env = (variables: Readonly<Record<string, string>>) => ({ ...effects, env: variables })
  const secret = (file: string, text: string | Uint8Array, mode = 0o600): string => {
    const at = path.join(root, file)
    fs.mkdirSync(path.dirname(at), { recursive: true })
    fs.writeFileSync(at, text)
    fs.chmodSync(at, mode)
    return at
  }

  test('has a variable of its portal', () => expect(tokenVariable('my-city')).toBe('HIRAKU_TOKEN_MY_CITY'))

  test('the nearest to the person comes first', () => {
    const project = path.join(root, 'project')
    const option = secret('option.txt', 'from-option')
    secret('file.txt', 'from-file')
    const named = { ...portal, tokenEnv: 'CITY', tokenFile: '../file.txt' }
    const all = { HIRAKU_TOKEN_MY_CITY: 'from-own', CITY: 'from-named', HIRAKU_TOKEN: 'from-all' }
    const { HIRAKU_TOKEN_MY_CITY: _, ...two } = all
    const { CITY: __, ...one } = two
    const token = (variables: Readonly<Record<string, string>>, file?: string) =>
      readToken(env(variables), project, named, file)
    expect(token(all, option)).toEqual({ token: 'from-option', problems: [] })
    expect(token(all)).toEqual({ token: 'from-own', problems: [] })
    expect(token(two)).toEqual({ token: 'from-named', problems: [] })
    // what is named for this portal comes before what is of any
    expect(token(one)).toEqual({ token: 'from-file', problems: [] })
    const { tokenFile: ___, ...unnamed } = named
    expect(readToken(env(one), project, unnamed)).toEqual({ token: 'from-all', problems: [] })
  })

  test('HIRAKU_TOKEN goes to no portal of several', () => {
    const project = path.join(root, 'several')
    fs.mkdirSync(path.join(project, 'portals'), { recursive: true })
    const of = (id: string) => readToken(env({ HIRAKU_TOKEN: 'abc' }), project, { id })
    fs.writeFileSync(path.join(project, 'portals', 'a.yaml'), 'preset: ckan\n')
    expect(of('a')).toEqual({ token: 'abc', problems: [] })
    fs.writeFileSync(path.join(project, 'portals', 'b.yaml'), 'preset: ckan\n')
    expect(of('a').token).toBeUndefined()
    expect(codes(of('a').problems)).toEqual(['run/token-whose'])
    expect(of('a').problems[0]?.remedy.ja).toContain('HIRAKU_TOKEN_A')
  })

  test('nowhere: where to put it is said', () => {
    const { token, problems } = readToken(env({ HIRAKU_TOKEN_OTHER: 'x' }), root, portal)
    expect(token).toBeUndefined()
    expect(codes(problems)).toEqual(['run/token-missing'])
    expect(problems[0]?.remedy.ja).toContain('HIRAKU_TOKEN_MY_CITY')
  })

  test.each([
    ['a line break at its end', `${JWT}\r\n`],
    ['blanks around it', `  ${JWT}\t`],
    ['a byte order mark', `\ufeff${JWT}`],
  ])('%s is taken off', (_, text) => {
    expect(readToken(env({ HIRAKU_TOKEN: text }), root, portal)).toEqual({ token: JWT, problems: [] })
    const file = secret('token.txt', text)
    expect(readToken(effects, path.join(root, 'project'), portal, file)).toEqual({ token: JWT, problems: [] })
  })

  test.each([
    ['Bearer', 'Bearer himitsu', '空白'],
    ['two lines', 'himitsu\nhimitsu2', '2行'],
    ['full-width letters', 'ｈｉｍｉｔｓｕ', '全角'],
    ['quotes', '"himitsu"', '記号'],
    ['a header', 'Authorization:himitsu', '記号'],
    ['what would end a header', 'himitsu\u0000', '全角など'],
  ])('%s: refused, and never shown', (_, text, reason) => {
    const file = secret('token.txt', text)
    for (const { token, problems } of [
      readToken(env({ HIRAKU_TOKEN: text.replaceAll('\u0000', '\u0001') }), root, portal),
      readToken(effects, path.join(root, 'project'), portal, file),
    ]) {
      expect(token).toBeUndefined()
      expect(codes(problems)).toEqual(['run/token-broken'])
      expect(problems[0]?.message.ja).toContain(reason)
      expect(JSON.stringify(problems)).not.toMatch(/himitsu|ｈｉｍｉｔｓｕ/)
    }
  })

  test('a file in UTF-16, as an editor of Windows may write it, is no token', () => {
    const file = secret('token.txt', Buffer.from(`\ufeff${JWT}`, 'utf16le'))
    expect(codes(readToken(effects, path.join(root, 'project'), portal, file).problems)).toEqual([
      'run/token-broken',
    ])
  })

  test.each([
    ['no file', 'none.txt'],
    ['a folder', '.'],
    ['a file that is no token', 'large.bin'],
  ])('%s: which file it is, is said', (_, name) => {
    fs.writeFileSync(path.join(root, 'large.bin'), 'a'.repeat(20_000))
    const file = path.join(root, name)
    const { token, problems } = readToken(effects, path.join(root, 'project'), portal, file)
    expect(token).toBeUndefined()
    expect(codes(problems)).toEqual(['run/token-unreadable'])
    expect(problems[0]?.message.ja).toContain(file)
  })

  test('~/ is the folder of the person', () => {
    secret('home/token.txt', JWT)
    const at = { ...portal, tokenFile: '~/token.txt' }
    const project = path.join(root, 'project')
    expect(readToken(env({ HOME: path.join(root, 'home') }), project, at)).toEqual({
      token: JWT,
      problems: [],
    })
    expect(codes(readToken(effects, project, at).problems)).toEqual(['run/token-unreadable'])
  })

  test('an empty file', () => {
    const file = secret('token.txt', '\n')
    expect(codes(readToken(effects, path.join(root, 'project'), portal, file).problems)).toEqual([
      'run/token-broken',
    ])
  })

  test('a file that others can read: told, and used', () => {
    const file = secret('token.txt', JWT, 0o644)
    const { token, problems } = readToken(effects, path.join(root, 'project'), portal, file)
    expect(token).toBe(JWT)
    expect(problems).toMatchObject([{ code: 'run/token-file-shared', severity: 'warning' }])
    expect(JSON.stringify(problems)).not.toContain(JWT)
  })

  test('a system without such rights: nothing is said of them', () => {
    const file = secret('token.txt', JWT, 0o644)
    const stat: Effects['stat'] = (at) => {
      const { mode: _, ...found } = nodeEffects().stat(at) ?? expect.unreachable()
      return found
    }
    expect(readToken({ ...effects, stat }, path.join(root, 'project'), portal, file).problems).toEqual([])
  })

  test('a file inside the project that git would take: told; one that it leaves alone is not', () => {
    secret('portals/token.txt', JWT)
    const named = { ...portal, tokenFile: 'portals/token.txt' }
    expect(readToken(effects, root, named)).toMatchObject({
      token: JWT,
      problems: [{ code: 'run/token-file-inside' }],
    })
    write('.gitignore', 'portals/token.txt\n')
    expect(readToken(effects, root, named)).toEqual({ token: JWT, problems: [] })
  })
})

describe('what git leaves alone', () => {
  test.each([
    ['token.txt', 'token.txt', true],
    ['token.txt', 'a/b/token.txt', true],
    ['/token.txt', 'a/token.txt', false],
    ['a/token.txt', 'a/token.txt', true],
    ['a/token.txt', 'b/a/token.txt', false],
    ['*.txt', 'a/token.txt', true],
    ['a/*.txt', 'a/b/token.txt', false],
    ['a/**/token.txt', 'a/b/c/token.txt', true],
    ['a/**/token.txt', 'a/token.txt', true],
    ['**/secret', 'a/secret/token.txt', true],
    ['secret/', 'a/secret/token.txt', true],
    ['token.txt/', 'token.txt', false],
    ['tok?n.txt', 'token.txt', true],
    ['tok[a-f]n.txt', 'token.txt', true],
    ['tok[!a-f]n.txt', 'token.txt', false],
    ['*.txt\n!token.txt', 'token.txt', false],
    ['secret/\n!secret/token.txt', 'secret/token.txt', true],
    ['# token.txt', 'token.txt', false],
    ['token.txt   ', 'token.txt', true],
    ['', 'token.txt', false],
    ['token(1).txt', 'token(1).txt', true],
  ])('%j says of %s %s', (list, file, expected) => {
    write('.gitignore', `${list}\n`)
    expect(isIgnored(effects, root, path.join(root, file))).toBe(expected)
  })

  test('a list further down, and one further up where the repository begins', () => {
    write('project/a/.gitignore', 'token.txt\n')
    const project = path.join(root, 'project')
    expect(isIgnored(effects, project, path.join(project, 'a/token.txt'))).toBe(true)
    expect(isIgnored(effects, project, path.join(project, 'token.txt'))).toBe(false)
    write('.gitignore', '/project/token.txt\n')
    expect(isIgnored(effects, project, path.join(project, 'token.txt'))).toBe(false)
    fs.mkdirSync(path.join(root, '.git'))
    expect(isIgnored(effects, project, path.join(project, 'token.txt'))).toBe(true)
  })
})
