/**
 * Every way in which a file breaks, on a whole small project and a city's site: what is published stays as it was, byte
 * for byte, the neighbour is renewed, and what broke is told next to what it was, in both languages.
 */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../../pipeline/cli/main.ts'
import { type CitySite, createCitySite, NOT_FOUND_PAGE } from '../../helpers/city-site.ts'
import { encodeAs } from '../../helpers/japanese.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'
import { addSource, csv, effects, HEAD, machine, ROWS, tree, yaml } from './fake.ts'

const CODE = path.join(PACKAGE, 'pipeline')
const SOURCE = 'sources/129992/aed'
const DIST = 'dist/datasets/129992_aed'
const folders: string[] = []
let site: CitySite
let template = ''

async function hiraku(root: string, ...argv: readonly string[]) {
  let [stdout, stderr] = ['', '']
  const own = {
    ...effects,
    stdout: (text: string) => {
      stdout += text
    },
    stderr: (text: string) => {
      stderr += text
    },
    // politeness takes no time here; what waits for the disk's clock does
    pause: (ms: number) => (ms < 50 ? effects.pause(ms) : Promise.resolve()),
    isTerminal: false,
    env: { NO_COLOR: '1' },
  }
  const exit = await main(argv, own, { code: CODE, root, machine })
  return { exit, stdout, stderr }
}

/** A second source, of the same record type. */
function beside(root: string, name: string): void {
  const place = path.join(root, `sources/129992/${name}`)
  fs.cpSync(path.join(root, SOURCE), place, { recursive: true })
  const edit = (file: string, ...pairs: readonly (readonly [string, string])[]): void => {
    const text = fs.readFileSync(path.join(place, file), 'utf8')
    fs.writeFileSync(
      path.join(place, file),
      pairs.reduce((now, [from, to]) => now.replaceAll(from, to), text),
    )
  }
  edit(
    'source.yaml',
    ['/aed.csv', `/${name}.csv`],
    ['dataset: aed', `dataset: ${name}\n      records: aed`],
    ['aed: 6', `${name}: 6`],
  )
  edit('cases.yaml', ['dataset: aed', `dataset: ${name}`])
}

beforeAll(async () => {
  site = await createCitySite()
  template = temporary()
  folders.push(template)
  const from = `{ url: "${site.url}aed.csv", hosts: [cdn.example.jp], private: true }`
  await addSource(template, 'aed.csv', csv(ROWS), from)
  beside(template, 'two')
  site.put('/aed.csv', csv(ROWS.slice(0, 5)))
  site.put('/two.csv', csv(ROWS))
  // the first versions, of which the broken file is another
  const well = async (command: string): Promise<void> => {
    const { exit, stderr } = await hiraku(template, command, '--debug')
    expect(exit, stderr).toBe(0)
  }
  await well('acquire')
  await well('accept')
  site.put('/aed.csv', csv(ROWS))
  await well('acquire')
  await well('build')
  // what the site allows is asked for by each project anew
  fs.rmSync(path.join(template, '.hiraku/robots'), { recursive: true })
})
afterAll(async () => {
  await site.close()
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  site.robots(undefined)
  site.mend('/aed.csv')
  site.put('/aed.csv', csv(ROWS))
  site.put('/two.csv', csv(ROWS).replaceAll('図書館', '中央図書館'))
  site.forget()
})

function project(): string {
  const root = temporary()
  folders.push(root)
  fs.cpSync(template, root, { recursive: true, preserveTimestamps: true })
  return root
}

const column = (text: string, header: string, change: (cell: string) => string | undefined): string => {
  const rows = text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  const at = rows[0]?.indexOf(header) ?? -1
  const line = (cells: readonly string[]): string =>
    cells.flatMap((cell, i) => (i === at ? (change(cell) ?? []) : cell)).join(',')
  return `${rows.map(line).join('\r\n')}\r\n`
}

interface Broken {
  /** plays it on the site */
  readonly play: () => void
  /** what the project has otherwise, while all is well */
  readonly before?: (root: string) => Promise<void>
  /** what is told of it, first to last */
  readonly codes: readonly string[]
  readonly ja: RegExp
  readonly en: RegExp
  /** lines of the proposed edit */
  readonly edit?: RegExp
  /** with it the source builds; undefined: nothing came that could wait */
  readonly builds?: boolean
}

function edit(root: string, file: string, from: RegExp, to: string): void {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  expect(text).toMatch(from)
  fs.writeFileSync(
    path.join(root, file),
    text.replace(from, () => to),
  )
}

const LISTED = '小児対応設備の有無'

/** The city has a list of words of its own for a column. */
async function closedList(root: string): Promise<void> {
  const name = 'schemas/records/aed.schema.json'
  const schema = JSON.parse(fs.readFileSync(path.join(PACKAGE, name), 'utf8'))
  for (const field of Object.values<Record<string, unknown>>(schema.properties))
    if (field.title === LISTED) Object.assign(field, { 'x-kind': 'choice', enum: ['有', '無', null] })
  write(root, { [name]: JSON.stringify(schema) })
  for (const name of ['aed', 'two']) {
    const file = `sources/129992/${name}/source.yaml`
    const to = `{ header: ${LISTED}, to: ${LISTED}, values: { ○: 有 } }`
    edit(root, file, new RegExp(`\\{ header: ${LISTED}, to: ${LISTED} \\}`), to)
  }
  const { exit, stderr } = await hiraku(root, 'build')
  expect(exit, stderr).toBe(0)
}

const W = 'run/candidate-waits'
const put = (content: string | Uint8Array) => () => site.put('/aed.csv', content)

const BROKEN: Readonly<Record<string, Broken>> = {
  'columns gone': {
    play: put(column(csv(ROWS), '設置位置', () => undefined)),
    codes: ['run/candidate-column-gone', W],
    ja: /列「設置位置」が、新しいファイルにはありません/,
    en: /The column "設置位置" is not in the newer file/,
    edit: /optional: true/,
    builds: true,
  },
  'a column renamed': {
    play: put(csv(ROWS, HEAD.replace('電話番号', '連絡先電話'))),
    codes: ['run/candidate-column-renamed', W],
    ja: /列「電話番号」の見出しが「連絡先電話」に変わったようです/,
    en: /The column "電話番号" seems to be called "連絡先電話" now/,
    edit: /^source\.yaml:\d+ {2}\{ .*電話番号.* → \{ header: 連絡先電話/,
    builds: true,
  },
  'fewer rows than may go': {
    play: put(csv(ROWS.slice(0, 3))),
    codes: ['run/candidate-dropped', W],
    ja: /6件から3件に減りました（50％減。減ってよいのは20％まで/,
    en: /fell from 6 records to 3: by 50%, and no more than 20% may go/,
    builds: true,
  },
  'no row of data at all': {
    play: put(csv([])),
    codes: ['run/candidate-empty', W],
    ja: /「129992_aed」が1件も読み取れませんでした。これまでは6件でした/,
    en: /Not a single record of the dataset 129992_aed came out of the newer file\. It had 6 before/,
    builds: false,
  },
  'a key no longer unique': {
    play: put(csv([...ROWS, ROWS[1] ?? ''])),
    codes: ['run/candidate-key', W],
    ja: /項目「ID」に、前の行と同じ値が1か所あります：「0002」/,
    en: /The key "ID" is no longer unique\. .* \(1\): 「0002」/,
    builds: false,
  },
  'values out of their list': {
    before: closedList,
    play: put(column(csv(ROWS), LISTED, (cell) => (cell === '有' ? 'あり' : cell))),
    codes: ['run/candidate-words', W],
    ja: /列「小児対応設備の有無」に、決められた言葉でない値が3件あります：「あり」×3/,
    en: /In the column "小児対応設備の有無" 3 values are not in the list of words: 「あり」×3/,
    builds: false,
  },
  'another encoding': {
    play: put(encodeAs('shift_jis', csv(ROWS))),
    codes: ['run/candidate-encoding', W],
    ja: /文字コードが変わりました。これまで：UTF-8、今：Shift_JIS/,
    en: /has another encoding\. Before: UTF-8; now: Shift_JIS/,
    edit: /encoding: shift_jis/,
    builds: true,
  },
  'another sign between cells': {
    play: put(csv(ROWS).replaceAll(',', '\t')),
    codes: ['run/candidate-encoding', W],
    ja: /区切りの記号が変わりました。これまで：コンマ（,）、今：タブ/,
    en: /has another sign between cells\. Before: comma; now: tab/,
    edit: /delimiter: "\\t"/,
    builds: true,
  },
  'a web page in place of the CSV': {
    play: put(NOT_FOUND_PAGE),
    codes: ['run/candidate-format', W],
    ja: /届いたのはウェブページ（HTML）です。これまでは文字のファイル/,
    en: /What came now is a web page \(HTML\); it was a text file/,
    builds: false,
  },
  'a file that nobody can read': {
    play: put(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 251)),
    codes: ['run/candidate-format', W],
    ja: /届いたのは種類の分からないファイルです/,
    en: /a file of an unknown kind/,
    builds: false,
  },
  'an empty file': {
    play: put(''),
    codes: ['acquire/empty'],
    ja: /空のファイル（0 バイト）です/,
    en: /is empty \(0 bytes\)/,
  },
  'a page without its link': {
    play: () => site.put('/list/', '<html><a href="/other.csv">避難所一覧</a></html>'),
    before: (root) => {
      edit(
        root,
        `${SOURCE}/source.yaml`,
        /^from: .*$/m,
        `from: { page: "${site.url}list/", link: AED設置箇所一覧, private: true }`,
      )
      return Promise.resolve()
    },
    codes: ['acquire/no-link'],
    ja: /AED設置箇所一覧/,
    en: /AED設置箇所一覧/,
  },
  'refused (403)': {
    play: () => site.fault('/aed.csv', 403),
    codes: ['acquire/forbidden'],
    ja: /サイトが取得を断りました（403）/,
    en: /The site refuses to give .*\(403\)/,
  },
  'kept from programs (robots.txt)': {
    play: () => site.robots('User-agent: *\nDisallow: /aed.csv\n'),
    codes: ['acquire/robots'],
    ja: /サイトの決まり（robots\.txt）が、プログラムによる .* の取得を断っています/,
    en: /The rules of the site \(robots\.txt\) keep programs from/,
  },
  'gone (404)': {
    play: () => site.remove('/aed.csv'),
    codes: ['acquire/not-found'],
    ja: /にファイルがありません（404）/,
    en: /There is no file at .*\(404\)/,
  },
}

describe.each(Object.entries(BROKEN))('%s', (_, broken) => {
  const begin = async (): Promise<string> => {
    const root = project()
    await broken.before?.(root)
    broken.play()
    return root
  }
  const isWaiting = broken.builds !== undefined

  test('what is published stays, the neighbour is renewed', async () => {
    const root = await begin()
    const [source, dist] = [tree(root, SOURCE), tree(root, DIST)]
    expect(Object.keys(dist)).toContain(`${DIST}/129992_aed.csv`)
    const { exit, stdout, stderr } = await hiraku(root, 'acquire', '--json', '--lang', 'ja')
    expect(exit, stderr).toBe(1)
    expect(stderr).toMatch(broken.ja)
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({
      command: 'acquire',
      sources: { total: 2, unchanged: 0, taken: 1, waiting: isWaiting ? 1 : 0, failed: isWaiting ? 0 : 1 },
      taken: [{ source: '129992/two', datasets: [{ id: '129992_two', from: '1.0.0', version: '1.1.0' }] }],
      waiting: isWaiting ? [{ source: '129992/aed', builds: broken.builds, still: false }] : [],
      counts: { error: broken.codes.length },
    })
    expect(result.problems.map(({ code }: { code: string }) => code)).toEqual(broken.codes)
    if (broken.edit !== undefined) expect(result.waiting[0].edit.join('\n')).toMatch(broken.edit)
    for (const { message, remedy, where } of result.problems) {
      expect([message.ja, message.en, remedy.ja, remedy.en].join()).not.toMatch(/\{\w+\}|undefined/)
      expect(where.source).toBe('129992/aed')
      // who looks there finds the file
      expect(fs.existsSync(path.join(root, where.file)), where.file).toBe(true)
      if (where.row !== undefined) expect(where.file).toContain('.hiraku/candidates/129992/aed/snapshot/')
    }
    expect(tree(root, SOURCE)).toEqual(source)
    // the neighbour was taken over, and a build publishes it beside what was there
    const versions = yaml(root, 'sources/129992/two/history.yaml')
    // nothing of its declaration is another than in the build before
    const why = broken.before === closedList ? ['snapshot', 'declaration'] : ['snapshot']
    expect(versions).toMatchObject([{}, { why, changed: 1 }])
    const built = await hiraku(root, 'build')
    expect(built.exit, built.stderr).toBe(0)
    const two = fs.readFileSync(path.join(root, 'dist/datasets/129992_two/129992_two.csv'), 'utf8')
    expect(two).toContain('中央図書館')
    expect(tree(root, DIST)).toEqual(dist)
    // a person who has looked takes it over, where it can be
    if (isWaiting) {
      const took = await hiraku(root, 'acquire', '--only', '129992/aed', '--take')
      expect(took.exit, took.stderr).toBe(broken.builds === true ? 0 : 1)
    }
    if (broken.builds === true) expect((await hiraku(root, 'build')).exit).toBe(0)
    else expect(tree(root, SOURCE)).toEqual(source)
  })

  test('in English', async () => {
    const { exit, stdout, stderr } = await hiraku(await begin(), 'acquire', '--lang', 'en')
    expect(exit).toBe(1)
    expect(stderr).toMatch(broken.en)
    for (const code of broken.codes) expect(stderr).toContain(`[${code}]`)
    expect(stdout).toContain(`129992/aed  ${isWaiting ? 'waits' : 'could not be had'}`)
  })
})

describe('a file that is as it was', () => {
  test('is asked for by what is known of it after it was taken over: nothing is fetched anew', async () => {
    const root = project()
    site.put('/aed.csv', csv(ROWS).replaceAll('図書館', '北図書館'))
    const first = await hiraku(root, 'acquire', '--json')
    expect(JSON.parse(first.stdout).sources).toMatchObject({ taken: 2, failed: 0 })
    const before = tree(root, 'sources')
    site.forget()
    for (const round of [1, 2]) {
      expect(JSON.parse((await hiraku(root, 'acquire', '--json')).stdout).sources).toMatchObject({
        unchanged: 2,
      })
      // its `from` has hosts and private beside the address
      for (const file of ['/aed.csv', '/two.csv'])
        expect([site.asked(file), site.notModified(file)], file).toEqual([round, round])
    }
    expect(tree(root, 'sources')).toEqual(before)
  })

  test('is fetched anew where source.yaml says another origin', async () => {
    const root = project()
    await hiraku(root, 'acquire')
    site.forget()
    edit(root, `${SOURCE}/source.yaml`, /private: true/, 'private: true, seconds: 60')
    expect((await hiraku(root, 'acquire')).exit).toBe(0)
    expect([site.asked('/aed.csv'), site.conditional('/aed.csv')]).toEqual([1, 0])
    expect(site.notModified('/two.csv')).toBe(1)
  })
})
