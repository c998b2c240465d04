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
import { temporary } from '../fake.ts'
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
  expect((await hiraku(template, 'acquire')).exit).toBe(0)
  expect((await hiraku(template, 'accept')).exit).toBe(0)
  site.put('/aed.csv', csv(ROWS))
  expect((await hiraku(template, 'acquire')).exit).toBe(0)
  expect((await hiraku(template, 'build')).exit).toBe(0)
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
  /** source.yaml says another origin */
  readonly from?: () => string
  /** what is told of it, first to last */
  readonly codes: readonly string[]
  readonly ja: RegExp
  readonly en: RegExp
  /** lines of the proposed edit */
  readonly edit?: RegExp
  /** with it the source builds; undefined: nothing came that could wait */
  readonly builds?: boolean
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
    edit: /- .*電話番号.* → \+ .*連絡先電話/,
    builds: true,
  },
  'fewer rows than may go': {
    play: put(csv(ROWS.slice(0, 3))),
    codes: ['run/candidate-dropped', W],
    ja: /6件から3件に減りました（50％減。減ってよいのは20％まで/,
    en: /fell from 6 records to 3: by 50%, and no more than 20% may go/,
    edit: /maxDrop: 0\.5/,
    builds: true,
  },
  'a key no longer unique': {
    play: put(csv([...ROWS, ROWS[1] ?? ''])),
    codes: ['run/candidate-key', W],
    ja: /同じ値が1か所で重なっています：「0002」/,
    en: /values that are not unique, in 1 places?: 「0002」/,
    builds: false,
  },
  'values out of their list': {
    play: put(column(csv(ROWS), '小児対応設備の有無', (cell) => (cell === '有' ? '要確認' : cell))),
    codes: ['run/candidate-words', W],
    ja: /列「小児対応設備の有無」に、決められた言葉でない値が3件あります：「要確認」×3/,
    en: /In the column "小児対応設備の有無" 3 values are not in the list of words: 「要確認」×3/,
    builds: false,
  },
  'another encoding': {
    play: put(encodeAs('shift_jis', csv(ROWS))),
    codes: ['run/candidate-encoding', W],
    ja: /文字コードか区切りが変わりました。これまで：utf-8、今：shift_jis/,
    en: /Before: utf-8; now: shift_jis/,
    edit: /encoding: shift_jis/,
    builds: true,
  },
  'another sign between cells': {
    play: put(csv(ROWS).replaceAll(',', '\t')),
    codes: ['run/candidate-encoding', W],
    ja: /これまで：,、今：TAB/,
    en: /Before: ,; now: TAB/,
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
    ja: /./,
    en: /./,
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
    from: () => `{ page: "${site.url}list/", link: AED設置箇所一覧, private: true }`,
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
  const begin = (): string => {
    const root = project()
    broken.play()
    const { from } = broken
    if (from !== undefined) {
      const file = path.join(root, SOURCE, 'source.yaml')
      fs.writeFileSync(
        file,
        fs.readFileSync(file, 'utf8').replace(/^from: .*$/m, () => `from: ${from()}`),
      )
    }
    return root
  }

  test('what is published stays, the neighbour is renewed', async () => {
    const root = begin()
    const [source, dist] = [tree(root, SOURCE), tree(root, DIST)]
    expect(Object.keys(dist)).toContain(`${DIST}/129992_aed.csv`)
    const acquired = await hiraku(root, 'acquire', '--lang', 'ja')
    if (process.env.SHOW) console.log(`\n## ${_}\n${acquired.stdout}---\n${acquired.stderr}`)
    expect(acquired.exit).toBe(1)
    expect(acquired.stderr).toMatch(broken.ja)
    for (const code of broken.codes) expect(acquired.stderr).toContain(`[${code}]`)
    expect(tree(root, SOURCE)).toEqual(source)
    // the neighbour was taken over, and a build publishes it beside what was there
    expect(yaml(root, 'sources/129992/two/history.yaml')).toMatchObject([
      {},
      { why: ['snapshot'], changed: 1 },
    ])
    expect((await hiraku(root, 'build')).exit).toBe(0)
    expect(fs.readFileSync(path.join(root, 'dist/datasets/129992_two/129992_two.csv'), 'utf8')).toContain(
      '中央図書館',
    )
    expect(tree(root, DIST)).toEqual(dist)
    // as a person may say who has looked
    const took =
      broken.builds === undefined
        ? undefined
        : await hiraku(root, 'acquire', '--only', '129992/aed', '--take')
    if (took !== undefined) expect(took.exit, took.stderr).toBe(broken.builds === true ? 0 : 1)
    if (broken.builds !== true) expect(tree(root, SOURCE)).toEqual(source)
  })

  test('in English, and as JSON', async () => {
    const { exit, stderr } = await hiraku(begin(), 'acquire', '--lang', 'en')
    if (process.env.SHOW) console.log(`\n## ${_}\n${stderr}`)
    expect(exit).toBe(1)
    expect(stderr).toMatch(broken.en)
    const told = await hiraku(begin(), 'acquire', '--json')
    expect(told.exit).toBe(1)
    const result = JSON.parse(told.stdout)
    const isWaiting = broken.builds !== undefined
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
    }
  })
})
