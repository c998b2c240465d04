/**
 * The patterns of a source declaration: `<基本方針 {number:int} {name}>`.
 * Fixed text is matched as it stands, but white space may be anything (or nothing) and an ASCII mark may be
 * full-width; `{name}` captures text, `{name:type}` something of a type, `{name=words}` just those words,
 * `{name*}` a repetition that is declared beside the pattern. There is no other wildcard: what is not captured
 * is fixed text or white space, which is why a line that captures nothing is structure.
 */
import { isJapanese } from './text.ts'

/** A stretch of a text that a pattern captured; offsets in UTF-16 units. */
export interface Capture {
  readonly name: string
  readonly type: string
  readonly start: number
  readonly end: number
  readonly text: string
  /** in a repetition: which one, from 1 */
  readonly item?: number
  /** the repetition's name */
  readonly of?: string
}

export interface Pattern {
  readonly source: string
  /** names captured, those of repetitions as `<repetition>.<name>` */
  readonly names: readonly string[]
  /** the whole text, or undefined where it does not match */
  match(text: string): readonly Capture[] | undefined
  /** the first place in the text */
  find(text: string): readonly Capture[] | undefined
}

export interface Repeat {
  readonly pattern: string
  /** fixed text that may stand between two */
  readonly between?: string
}

/** Type name → regular expression source without capturing groups. */
export type Types = ReadonlyMap<string, string>

export interface PatternFault {
  readonly fault: 'syntax' | 'unknown-type' | 'unknown-repeat' | 'twice'
  readonly name: string
}

type Token =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'capture'; readonly name: string; readonly type: string; readonly words?: string }
  | { readonly kind: 'repeat'; readonly name: string }

const PLACEHOLDER = /\{([^{}]*)\}/g
const CAPTURE = /^([a-z][A-Za-z0-9]*)(?::([a-z][A-Za-z0-9]*)|=(.+)|(\*))?$/

export function isFault(value: Pattern | PatternFault): value is PatternFault {
  return 'fault' in value
}

function tokens(source: string): readonly Token[] | PatternFault {
  const list: Token[] = []
  let at = 0
  for (const match of source.matchAll(PLACEHOLDER)) {
    if (match.index > at) list.push({ kind: 'fixed', text: source.slice(at, match.index) })
    at = match.index + match[0].length
    const inner = CAPTURE.exec(match[1] ?? '')
    const name = inner?.[1]
    if (!inner || name === undefined) return { fault: 'syntax', name: match[0] }
    if (inner[4]) list.push({ kind: 'repeat', name })
    else if (inner[3]) list.push({ kind: 'capture', name, type: 'text', words: inner[3] })
    else list.push({ kind: 'capture', name, type: inner[2] ?? 'text' })
  }
  if (at < source.length) list.push({ kind: 'fixed', text: source.slice(at) })
  return list
}

/** Fixed text as a regular expression: white space is free, also inside Japanese words (OCR), marks in either width. */
export function fixedSource(text: string): string {
  let out = ''
  let before: string | undefined
  for (const character of text) {
    if (/\s/.test(character)) {
      if (!out.endsWith('\\s*')) out += '\\s*'
      before = undefined
      continue
    }
    if (before !== undefined && (isJapanese(before) || isJapanese(character))) out += '\\s*'
    const code = character.charCodeAt(0)
    const escaped = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    out += code > 0x20 && code < 0x7f ? `[${escaped}${String.fromCharCode(code + 0xfee0)}]` : escaped
    before = character
  }
  return out
}

function captureSource(token: { type: string; words?: string }, types: Types): string | undefined {
  if (token.words !== undefined) return fixedSource(token.words)
  return types.get(token.type)
}

/** In a repetition, text stops at the fixed character that follows it, or one item would swallow the next. */
function repeatedSource(
  token: { type: string; words?: string },
  next: Token | undefined,
  types: Types,
): string | undefined {
  const stop = token.words === undefined && token.type === 'text' && next?.kind === 'fixed' ? next.text.trim()[0] : undefined
  return stop === undefined ? captureSource(token, types) : `(?:(?!${fixedSource(stop)}).)+?`
}

/** Compiles a pattern once; what is wrong with it comes back as a fault, for the reader of the declaration to report. */
export function compilePattern(
  source: string,
  types: Types,
  repeats: Readonly<Record<string, Repeat>> = {},
): Pattern | PatternFault {
  const list = tokens(source)
  if ('fault' in list) return list
  const names: string[] = []
  const typeOf = new Map<string, string>()
  const inner = new Map<string, { regex: RegExp; types: ReadonlyMap<string, string> }>()
  let body = ''
  for (const token of list) {
    if (token.kind === 'fixed') {
      body += fixedSource(token.text)
      continue
    }
    if (typeOf.has(token.name)) return { fault: 'twice', name: token.name }
    if (token.kind === 'capture') {
      const expression = captureSource(token, types)
      if (expression === undefined) return { fault: 'unknown-type', name: token.type }
      body += `\\s*(?<${token.name}>${expression})\\s*`
      typeOf.set(token.name, token.type)
      names.push(token.name)
      continue
    }
    const repeat = repeats[token.name]
    if (!repeat) return { fault: 'unknown-repeat', name: token.name }
    const sub = tokens(repeat.pattern)
    if ('fault' in sub) return sub
    let bare = ''
    let named = ''
    const subTypes = new Map<string, string>()
    for (const [at, part] of sub.entries()) {
      if (part.kind === 'repeat') return { fault: 'syntax', name: `{${part.name}*}` }
      if (part.kind === 'fixed') {
        bare += fixedSource(part.text)
        named += fixedSource(part.text)
        continue
      }
      const expression = repeatedSource(part, sub[at + 1], types)
      if (expression === undefined) return { fault: 'unknown-type', name: part.type }
      bare += `\\s*(?:${expression})\\s*`
      named += `\\s*(?<${part.name}>${expression})\\s*`
      subTypes.set(part.name, part.type)
      names.push(`${token.name}.${part.name}`)
    }
    const between = `\\s*(?:${fixedSource(repeat.between ?? '')})?\\s*`
    body += `(?<${token.name}>${bare}(?:${between}${bare})*)`
    typeOf.set(token.name, '*')
    inner.set(token.name, { regex: new RegExp(`${named}${between}`, 'duy'), types: subTypes })
  }
  const whole = new RegExp(`^\\s*${body}\\s*$`, 'du')
  const anywhere = new RegExp(body, 'du')

  function captures(match: RegExpExecArray | null, text: string): readonly Capture[] | undefined {
    const groups = match?.indices?.groups
    if (!match) return undefined
    const out: Capture[] = []
    for (const [name, type] of typeOf) {
      const span = groups?.[name]
      if (!span) continue
      const repetition = inner.get(name)
      if (!repetition) {
        out.push({ name, type, start: span[0], end: span[1], text: text.slice(span[0], span[1]) })
        continue
      }
      repetition.regex.lastIndex = span[0]
      for (let item = 1; repetition.regex.lastIndex < span[1]; item += 1) {
        const found = repetition.regex.exec(text)
        if (!found) break
        for (const [partName, partType] of repetition.types) {
          const at = found.indices?.groups?.[partName]
          if (!at) continue
          out.push({ name: partName, type: partType, start: at[0], end: at[1], text: text.slice(at[0], at[1]), item, of: name })
        }
      }
    }
    return out
  }

  return {
    source,
    names,
    match: (text) => captures(whole.exec(text), text),
    find: (text) => captures(anywhere.exec(text), text),
  }
}
