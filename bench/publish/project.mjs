// A project of so many datasets, each from a CSV of so many rows, built and accepted: what a city of some size has.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

// each its own columns: a file of the same columns would be taken for a newer one of the same dataset
const headerOf = (dataset) =>
  ['番号', '施設名', '所在地', '電話番号', '定員', '面積', '開設日', '備考']
    .map((name) => `${name}${dataset}`)
    .join(',')

export function rowsOf(dataset, count) {
  const rows = []
  for (let i = 1; i <= count; i += 1) {
    const day = String((i % 28) + 1).padStart(2, '0')
    rows.push(
      [
        String(i).padStart(6, '0'),
        `第${dataset}施設${i}号館`,
        `伊勢原市田中${i}番地`,
        `0463-94-${String(i % 10000).padStart(4, '0')}`,
        (i * 7) % 900,
        ((i * 37) % 10000) / 100,
        `20${10 + (i % 15)}-0${(i % 9) + 1}-${day}`,
        i % 3 === 0 ? 'なし' : '',
      ].join(','),
    )
  }
  return rows
}

export function csvOf(dataset, rows) {
  return `\uFEFF${headerOf(dataset)}\r\n${rows.join('\r\n')}\r\n`
}

/** `run(args)`: the built hiraku in `folder`. */
export function makeProject(folder, cli, { datasets, rows }) {
  const run = (...args) => {
    const child = spawnSync(process.execPath, [cli, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (child.status !== 0) throw new Error(`${args.join(' ')}: exit ${child.status}\n${child.stderr}`)
    return child.stdout
  }
  mkdirSync(path.join(folder, 'sources', '142140'), { recursive: true })
  writeFileSync(
    path.join(folder, 'sources', '142140', 'publisher.yaml'),
    'code: "142140"\nname: { ja: 神奈川県伊勢原市, en: "Isehara City, Kanagawa" }\nlicence: CC-BY-4.0\nbaseIri: https://data.example.jp/\n',
  )
  for (let i = 1; i <= datasets; i += 1) {
    const file = path.join(folder, `facilities${String(i).padStart(2, '0')}.csv`)
    writeFileSync(file, csvOf(i, rowsOf(i, rows)))
    run('add', file, '--publisher', '142140', '--yes')
  }
  run('build')
  const built = readdirSync(path.join(folder, 'dist', 'datasets')).length
  if (built !== datasets + 1) throw new Error(`${built} datasets were built, not ${datasets + 1}`)
  run('accept', '--date', '2026-04-01')
  return run
}
