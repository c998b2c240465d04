/** A git repository of a test, with commits of fixed dates, and a dist/ written by hand. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const ENV = {
  PATH: process.env.PATH,
  HOME: os.tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.jp',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.jp',
  GIT_AUTHOR_DATE: '2025-04-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2025-04-01T00:00:00Z',
}

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd: folder, env: ENV, encoding: 'utf8' })
}

export function begin(folder: string): void {
  git(folder, 'init', '-q', '-b', 'main')
}

/** All that lies there. */
export function commit(folder: string, name: string): string {
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '--allow-empty', '-m', name)
  return git(folder, 'rev-parse', 'HEAD').trim()
}

export interface Written {
  readonly version: string | null
  readonly records: readonly object[]
  /** key → header; strings all of them */
  readonly columns: Readonly<Record<string, string>>
  readonly key?: readonly string[]
  /** versions in which values were taken down, as changes.json says it */
  readonly withheld?: readonly string[]
}

/** dist/ with these datasets and nothing else. */
export function writeDist(root: string, datasets: Readonly<Record<string, Written>>): void {
  const dist = path.join(root, 'dist')
  fs.rmSync(dist, { recursive: true, force: true })
  const sums: string[] = []
  const put = (file: string, text: string): string => {
    const sha256 = createHash('sha256').update(text).digest('hex')
    fs.mkdirSync(path.dirname(path.join(dist, file)), { recursive: true })
    fs.writeFileSync(path.join(dist, file), text)
    sums.push(`${sha256}  ${file}\n`)
    return sha256
  }
  for (const [id, { version, records, columns, key = ['identifier'], withheld }] of Object.entries(
    datasets,
  )) {
    const folder = `datasets/${id}/`
    const hash = put(
      `${folder}${id}.json`,
      `[\n${records.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
    )
    const properties = Object.fromEntries(
      Object.entries(columns).map(([name, title]) => [name, { title, type: ['string', 'null'] }]),
    )
    put(
      `${folder}${id}.schema.json`,
      JSON.stringify({
        title: `表 ${id}`,
        'x-titleEn': `Table ${id}`,
        'x-primaryKey': key,
        type: 'object',
        properties,
      }),
    )
    if (withheld !== undefined) {
      const versions = withheld.map((one) => ({ version: one, withheld: true }))
      put(
        `${folder}changes.json`,
        `{\n  "versions": ${JSON.stringify(versions)},\n  "latest": null,\n  "changes": null\n}\n`,
      )
    }
    put(
      `${folder}datapackage.json`,
      JSON.stringify({
        title: `表 ${id}`,
        ...(version === null ? {} : { version }),
        resources: [{ path: `${id}.json`, hash: `sha256:${hash}` }],
        hiraku: { titleEn: `Table ${id}` },
      }),
    )
  }
  fs.writeFileSync(path.join(dist, 'SHA256SUMS'), sums.sort().join(''))
}
