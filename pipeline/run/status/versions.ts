/**
 * The last accepted version of each dataset of a history.yaml. As it is written, each entry is a block of plain lines,
 * which is read without a parser of YAML: a thousand of them in a tenth of a second. What is not so is parsed.
 */
import { type History, type HistoryEntry, lastWithFields, readHistoryFile } from '../../history/index.ts'
import { parseYaml } from '../../lib/yaml.ts'

export interface LastVersion {
  readonly version: string
  readonly date: string
  readonly hash: string
  readonly records: number
  /** the columns, `key:type:header`, and the keys of those that identify a record; absent in older entries */
  readonly fields?: readonly string[]
  readonly key?: readonly string[]
}

/** dataset's slug → its last version; what is no history gives none. */
export function lastVersions(text: string): ReadonlyMap<string, LastVersion> {
  return quick(text) ?? slow(text)
}

/** An earlier one; the last of that number where there are several. */
export function versionOf(text: string, slug: string, version: string): LastVersion | undefined {
  const history = parsed(text)
  const at = history.findLastIndex((entry) => entry.dataset === slug && entry.version === version)
  return at < 0 ? undefined : lastIn(history.slice(0, at + 1), slug)
}

const LINE = /^ {2}(version|date|hash|records|columns|fields|key): "?([^\n]*?)"?$/

function quick(text: string): ReadonlyMap<string, LastVersion> | undefined {
  const found = new Map<string, LastVersion>()
  /** an entry says its columns where they are others than before */
  const columns = new Map<string, readonly string[]>()
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
    const lists = ['fields', 'key'].map((name) => listIn(values.get(name)))
    if (lists.includes(null)) return undefined
    const place = `${slug} ${values.get('columns') ?? ''}`
    const fields = lists[0] ?? columns.get(place)
    const key = lists[1] ?? undefined
    if (fields !== undefined) columns.set(place, fields)
    found.set(slug, {
      version,
      date,
      hash,
      records: Number(records),
      ...(fields === undefined ? {} : { fields }),
      ...(key === undefined ? {} : { key }),
    })
  }
  return found
}

/** A list of texts as it is written; null: it is written otherwise. */
function listIn(text: string | undefined): readonly string[] | undefined | null {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null
  } catch {
    return null
  }
}

function slow(text: string): ReadonlyMap<string, LastVersion> {
  const history = parsed(text)
  const slugs = new Set(history.map(({ dataset }) => dataset))
  return new Map(
    [...slugs].flatMap((slug) => {
      const last = lastIn(history, slug)
      return last === undefined ? [] : [[slug, last] as const]
    }),
  )
}

function parsed(text: string): History {
  return readHistoryFile(parseYaml(text), { file: 'history.yaml' }).history
}

function lastIn(history: History, slug: string): LastVersion | undefined {
  const last: HistoryEntry | undefined = lastWithFields(history, slug)
  if (last === undefined) return undefined
  const { version, date, hash, records, fields, key } = last
  return {
    version,
    date,
    hash,
    records,
    ...(fields === undefined ? {} : { fields }),
    ...(key === undefined ? {} : { key }),
  }
}
