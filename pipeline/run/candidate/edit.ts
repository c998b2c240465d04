/** Edits of an authored file, by ranges of its text: comments, order and layout stay as a person wrote them. */
import { spanInYaml, type YamlSpan } from '../../lib/yaml.ts'
import { yamlFlow, yamlText } from '../../lib/yaml-text.ts'

type Path = readonly (string | number)[]
type Value = Parameters<typeof yamlFlow>[0]

export type Edit =
  /** the value at `path` becomes another */
  | { readonly kind: 'set'; readonly path: Path; readonly value: Value }
  /** the mapping at `path` gets (or changes) a member */
  | { readonly kind: 'put'; readonly path: Path; readonly key: string; readonly value: Value }
  /** the list at `path` gets an entry at its end */
  | { readonly kind: 'push'; readonly path: Path; readonly value: Value }

/** A line as it was and as it is; `before` is absent for one that was added. */
export interface Shown {
  readonly line: number
  readonly before?: string
  readonly after: string
}

/** The text with the edits made; those whose place is not there are passed over. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, edit) => one(now, edit) ?? now, text)
}

/** What each edit does to the lines of the text, by itself: the lines are those of the file as it lies. */
export function shownEdits(text: string, edits: readonly Edit[]): readonly Shown[] {
  return edits.flatMap((edit) => {
    const after = one(text, edit)
    return after === undefined || after === text ? [] : differing(text, after)
  })
}

function one(text: string, edit: Edit): string | undefined {
  if (edit.kind === 'set') {
    const span = spanInYaml(text, edit.path)
    return span?.kind === 'value' ? replaced(text, span.start, span.end, yamlFlow(edit.value)) : undefined
  }
  if (edit.kind === 'push') {
    const span = spanInYaml(text, edit.path)
    return span?.kind === 'list' ? grown(text, span, yamlFlow(edit.value), '- ') : undefined
  }
  const known = spanInYaml(text, [...edit.path, edit.key])
  if (known?.kind === 'value') return replaced(text, known.start, known.end, yamlFlow(edit.value))
  const span = spanInYaml(text, edit.path)
  if (known !== undefined || span?.kind !== 'mapping') return undefined
  return grown(text, span, `${yamlText(edit.key)}: ${yamlFlow(edit.value)}`, '')
}

function replaced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to)
}

/** One member more, written as the others are: in the braces, or on a line of its own below the last. */
function grown(text: string, span: YamlSpan, member: string, mark: string): string {
  if (span.flow) {
    const close = span.end - 1
    const inside = text.slice(span.start, close).trimEnd()
    const gap = span.kind === 'mapping' ? ' ' : ''
    const before = span.members === 0 ? gap : inside.endsWith(',') ? ' ' : ', '
    return replaced(text, span.start + inside.length, close, `${before}${member}${gap}`)
  }
  // a block ends with the line of its last member, whatever comment stands behind that
  const until = text.slice(0, span.last).trimEnd().length
  const newline = text.indexOf('\n', until)
  const at = newline < 0 ? text.length : newline
  const end = text[at - 1] === '\r' ? at - 1 : at
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  return replaced(text, end, end, `${eol}${' '.repeat(span.indent)}${mark}${member}`)
}

/** The lines between what both begin and end with. */
function differing(before: string, after: string): readonly Shown[] {
  const [old, now] = [before.split(/\r?\n/), after.split(/\r?\n/)]
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail += 1
  const gone = old.slice(head, old.length - tail)
  return now.slice(head, now.length - tail).map((line, i): Shown => {
    const was = gone[i]
    return { line: head + i + 1, ...(was === undefined ? {} : { before: was.trim() }), after: line.trim() }
  })
}

/** `source.yaml:12  header: 旧 → header: 新`; a line that is added: `source.yaml:12  + optional: true` */
export function shownText(file: string, { line, before, after }: Shown): string {
  const bare = (text: string): string => withoutComment(text.replace(/^- /, ''))
  return `${file}:${line}  ${before === undefined ? `+ ${after}` : `${bare(before)} → ${bare(after)}`}`
}

/** What stands behind the value says why it was chosen, and would hide what becomes another. */
function withoutComment(line: string): string {
  let quote = ''
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at)
    if (quote !== '') {
      if (sign === '\\' && quote === '"') at += 1
      else if (sign === quote) quote = ''
    } else if ((sign === '"' || sign === "'") && /(?:^|[\s[{,:])$/.test(line.slice(0, at))) quote = sign
    else if (sign === '#' && at > 0 && /\s/.test(line.charAt(at - 1))) return line.slice(0, at).trimEnd()
  }
  return line
}
