/** A project with sources that say where they come from, and a fetcher that gives what a test says. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Acquired, Fetcher, Sought } from '../../../pipeline/acquire/index.ts'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import { type AcquireOptions, acquire } from '../../../pipeline/run/acquire/acquire.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import type { Machine } from '../../../pipeline/run/options.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { write } from '../fake.ts'

export const effects: Effects = {
  ...nodeEffects(),
  ask: undefined,
  now: () => new Date('2025-04-10T03:00:00Z'),
}
/** what is tried is remembered by the code; run from TypeScript nobody knows it */
export const machine: Machine = { ...machineOf(effects, path.join(PACKAGE, 'pipeline')), code: 'dev' }

export const HEAD =
  '全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,緯度,経度,設置位置,電話番号,小児対応設備の有無,開始時間'
export const ROWS = [
  '129992,0001,千葉県あさひ野市,本庁舎,ホンチョウシャ,35.6,140.1,１階,0475-12-3456,有,8:30',
  '129992,0002,千葉県あさひ野市,公民館,コウミンカン,35.61,140.11,受付,0475-12-3457,○,9:00',
  '129992,0003,千葉県あさひ野市,小学校,ショウガッコウ,35.62,140.12,玄関,0475-12-3458,無,',
  '129992,0004,千葉県あさひ野市,図書館,トショカン,35.63,140.13,入口,0475-12-3459,有,9:30',
  '129992,0005,千葉県あさひ野市,体育館,タイイクカン,35.64,140.14,事務室,0475-12-3460,無,9:00',
  '129992,0006,千葉県あさひ野市,中学校,チュウガッコウ,35.65,140.15,昇降口,0475-12-3461,有,8:00',
]
export const csv = (rows: readonly string[], head = HEAD): string => `${[head, ...rows].join('\r\n')}\r\n`
export const PUBLISHER = `code: "129992"
name: { ja: 千葉県あさひ野市, en: Asahino }
licence: CC-BY-4.0
baseIri: https://data.asahino.example/
`

/** A source of `add`, with `from`; its name is the dataset's. */
export async function addSource(
  root: string,
  name: string,
  content: string | Uint8Array,
  from: string,
): Promise<string> {
  write(root, { 'sources/129992/publisher.yaml': PUBLISHER })
  fs.writeFileSync(path.join(root, name), content)
  const added = await addFile({ ...effects, now: () => new Date('2024-06-09T20:00:00Z') }, machine, root, {
    file: name,
    yes: true,
  })
  if (added.outcome !== 'added')
    throw new Error(`${added.outcome}: ${JSON.stringify(added.stops ?? added.questions)}`)
  fs.rmSync(path.join(root, name))
  const file = path.join(root, 'sources', added.source, 'source.yaml')
  fs.appendFileSync(file, `from: ${from}\n`)
  return added.source
}

export interface Site {
  readonly fetcher: Fetcher
  /** address or folder → what is there; a problem's code where there is none */
  readonly files: Map<string, { readonly name: string; readonly content: string | Uint8Array }>
  readonly asked: Sought[]
}

/** Gives what it has; says that it is unchanged where it is asked with the ETag of the bytes. */
export function site(): Site {
  const files: Site['files'] = new Map()
  const asked: Sought[] = []
  return {
    files,
    asked,
    fetcher: {
      requests: () => asked.length,
      fetch: (sought) => {
        asked.push(sought)
        const url = 'url' in sought.origin ? sought.origin.url : ''
        const there = files.get(url)
        const failed: Acquired = {
          state: 'failed',
          problem: {
            code: 'acquire/not-found',
            severity: 'error',
            scope: 'source',
            message: { ja: `${url} がありません。`, en: `There is no ${url}.` },
            remedy: { ja: '確かめる', en: 'look' },
            where: sought.where,
          },
        }
        if (there === undefined) return Promise.resolve(failed)
        const bytes =
          typeof there.content === 'string' ? new TextEncoder().encode(there.content) : there.content
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        const validators = { url, etag: `"${sha256.slice(0, 8)}"` }
        if (sought.known.etag === validators.etag) return Promise.resolve({ state: 'unchanged', validators })
        const file = path.join(sought.into, there.name)
        fs.mkdirSync(sought.into, { recursive: true })
        fs.writeFileSync(file, bytes)
        return Promise.resolve({
          state: 'fetched',
          path: file,
          name: there.name,
          sha256,
          bytes: bytes.length,
          from: url,
          validators,
        })
      },
    },
  }
}

export function run(
  root: string,
  { fetcher }: Site,
  more: Partial<AcquireOptions> & { effects?: Effects; machine?: Machine } = {},
) {
  const { effects: own = effects, machine: mine = machine, ...options } = more
  return acquire(own, mine, { root, fetcher, ...options })
}

export const yaml = (root: string, file: string): unknown =>
  parseYaml(fs.readFileSync(path.join(root, file), 'utf8')).value

/** Every file of a folder with its bytes. */
export function tree(root: string, folder: string): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (inside: string): void => {
    const full = path.join(root, inside)
    if (!fs.existsSync(full)) return
    for (const entry of fs.readdirSync(full, { withFileTypes: true })) {
      const name = path.join(inside, entry.name)
      if (entry.isDirectory()) walk(name)
      else found[name] = fs.readFileSync(path.join(root, name)).toString('base64')
    }
  }
  walk(folder)
  return found
}
