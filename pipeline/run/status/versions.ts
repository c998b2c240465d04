/**
 * The last accepted version of each dataset of a history.yaml. As it is written, each entry is a block of plain lines,
 * which is read without a parser of YAML: a thousand of them in a tenth of a second. What is not so is parsed.
 */
import { lastOf, readHistoryFile } from '../../history/index.ts'
import { parseYaml } from '../../lib/yaml.ts'

export interface LastVersion {
  readonly version: string
  readonly date: string
  readonly hash: string
  readonly records: number
}

/** dataset's slug → its last version; what is no history gives none. */
export function lastVersions(text: string): ReadonlyMap<string, LastVersion> {
  return quick(text) ?? slow(text)
}

const LINE = /^ {2}(version|date|hash|records): "?([^"\n]*)"?$/

function quick(text: string): ReadonlyMap<string, LastVersion> | undefined {
  const found = new Map<string, LastVersion>()
  for (const entry of text.split(/^(?=- )/m)) {
    if (!entry.startsWith('- ')) {
      if (/^[^#\s]/m.test(entry)) return undefined
      continue
    }
    const slug = /^- dataset: "([^"\\]+)"\n/.exec(entry)?.[1]
    const values = new Map(
      entry.split('\n').flatMap((line) => {
        const [, name, value] = LINE.exec(line) ?? []
        return name === undefined || value === undefined ? [] : [[name, value] as const]
      }),
    )
    const [version, date, hash, records] = ['version', 'date', 'hash', 'records'].map((name) =>
      values.get(name),
    )
    if (!slug || !version || !date || !hash || !records || !/^\d+$/.test(records)) return undefined
    found.set(slug, { version, date, hash, records: Number(records) })
  }
  return found
}

function slow(text: string): ReadonlyMap<string, LastVersion> {
  const { history } = readHistoryFile(parseYaml(text), { file: 'history.yaml' })
  const slugs = new Set(history.map(({ dataset }) => dataset))
  return new Map(
    [...slugs].flatMap((slug) => {
      const last = lastOf(history, slug)
      if (last === undefined) return []
      const { version, date, hash, records } = last
      return [[slug, { version, date, hash, records }] as const]
    }),
  )
}
