/**
 * What is remembered of one unit of work (a source, a publisher's list, the whole): the key of its inputs, the
 * hash of each file that went in and came out and of each schema asked for, by which signature (size, times, inode) to know each again
 * without reading it, and JSON about what came out. A line each, for a thousand are read on every build. A text
 * that does not end as it should (a crash) is as good as none.
 */
export interface InLine {
  /** relative to the project */
  readonly path: string
  readonly sha256: string
  /** `-`: not to be trusted, read the file */
  readonly signature: string
}

export interface OutLine extends InLine {
  /** `path` is relative to dist/ */
  readonly bytes: number
}

export interface DirLine {
  /** relative to dist/ */
  readonly path: string
  readonly signature: string
}

export interface Entry {
  /** hash of all that went in; `-` where it is not known (taken over from dist/) */
  readonly key: string
  readonly ins: readonly InLine[]
  /** the schemas and tables asked for while it was made, as `asked.ts` writes them: sources alike have the same text */
  readonly asked: string
  readonly outs: readonly OutLine[]
  readonly dirs: readonly DirLine[]
  /** how many warnings stand with what came out */
  readonly warnings: number
  /** JSON text, parsed only by who needs it */
  readonly about: string
}

export const UNKNOWN = '-'
const HEAD = 'hiraku 2'
const END = '\nend\n'

export function formatEntry(entry: Entry): string {
  const lines = [HEAD, `key ${entry.key}`, `warnings ${entry.warnings}`, `about ${entry.about.length}`]
  for (const line of entry.ins) lines.push(`in ${line.sha256} ${line.signature} ${escapePath(line.path)}`)
  lines.push(`ask ${entry.asked}`)
  for (const line of entry.outs) {
    lines.push(`out ${line.sha256} ${line.bytes} ${line.signature} ${escapePath(line.path)}`)
  }
  for (const line of entry.dirs) lines.push(`dir ${line.signature} ${escapePath(line.path)}`)
  return `${lines.join('\n')}${END}${entry.about}`
}

/** Undefined where the text is not whole. */
export function parseEntry(text: string): Entry | undefined {
  const end = text.indexOf(END)
  if (end < 0 || !text.startsWith(HEAD)) return undefined
  const about = text.slice(end + END.length)
  let key: string | undefined
  let length = -1
  let warnings = 0
  const ins: InLine[] = []
  let asked = ''
  const outs: OutLine[] = []
  const dirs: DirLine[] = []
  for (const line of text.slice(HEAD.length + 1, end).split('\n')) {
    if (line.startsWith('ask ')) {
      asked = line.slice('ask '.length)
      continue
    }
    const words = line.split(' ')
    const [word, a = '', b = '', c = ''] = words
    if (word === 'key') key = a
    else if (word === 'warnings') warnings = Number(a)
    else if (word === 'about') length = Number(a)
    else if (word === 'in') ins.push({ sha256: a, signature: b, path: pathOf(words, 3) })
    else if (word === 'out') outs.push({ sha256: a, bytes: Number(b), signature: c, path: pathOf(words, 4) })
    else if (word === 'dir') dirs.push({ signature: a, path: pathOf(words, 2) })
    else return undefined
  }
  if (key === undefined || about.length !== length) return undefined
  return { key, ins, asked, outs, dirs, warnings, about }
}

/** A line break in a file name would end the line. */
function escapePath(path: string): string {
  return path.replace(/[%\r\n]/g, (c) => encodeURIComponent(c))
}

function pathOf(words: readonly string[], from: number): string {
  const path = words.length === from + 1 ? (words[from] ?? '') : words.slice(from).join(' ')
  return path.includes('%') ? decodeURIComponent(path) : path
}
