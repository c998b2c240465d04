/**
 * The patterns of a source declaration: `<基本方針 {number:int} {name}>`.
 * Fixed text is matched as it stands, but white space may be anything (or nothing) and an ASCII mark may be
 * full-width; a run of `#` is that run, so that `# {heading}` is no heading of a level below. `{name}` captures text,
 * `{name:type}` something of a type, `{name=words}` just those words, `{name*}` a repetition that is declared beside
 * the pattern. There is no other wildcard: what is not captured is fixed text or white space, which is why a line
 * that captures nothing is structure.
 *
 * A line may hold thousands of spaces and nothing may take forever over it: so between two things there is one place
 * for white space, never two side by side, and what is captured neither begins nor ends with any.
 */
import { literal } from './regex.ts'
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
  readonly fault:
    | 'syntax'
    | 'mark'
    | 'sum'
    | 'type'
    | 'taken'
    | 'unknown-type'
    | 'unknown-repeat'
    | 'twice'
    | 'endless'
  readonly name: string
}

type Token =
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'capture'; readonly name: string; readonly type: string; readonly words?: string }
  | { readonly kind: 'repeat'; readonly name: string }

const PLACEHOLDER = /\{([^{}]*)\}/g
const CAPTURE = /^([a-z][A-Za-z0-9]*)(?::([a-z][A-Za-z0-9]*)|=(.+)|(\*))?$/

/** A pattern as a person would write what it looks for: `<{code:code}.{title}>` → `<….…>`. */
export function wordsOf(source: string): string {
  return source.replace(/\{[^{}=]*=([^{}]+)\}/g, '$1').replace(PLACEHOLDER, '…')
}

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
  const stray = list.find((token) => token.kind === 'fixed' && /[{}]/.test(token.text))
  return stray?.kind === 'fixed' ? { fault: 'syntax', name: stray.text.trim() } : list
}

const GAP = '\\s*'

/** Fixed text as pieces of a regular expression: white space is free, also inside Japanese words (OCR), marks in either width. */
function fixedPieces(text: string): readonly string[] {
  const out: string[] = []
  let before: string | undefined
  const characters = [...text]
  for (const [i, character] of characters.entries()) {
    if (/\s/.test(character)) {
      out.push(GAP)
      before = undefined
      continue
    }
    if (before !== undefined && (isJapanese(before) || isJapanese(character))) out.push(GAP)
    const code = character.charCodeAt(0)
    const escaped = literal(character)
    out.push(code > 0x20 && code < 0x7f ? `[${escaped}${String.fromCharCode(code + 0xfee0)}]` : escaped)
    if (character === '#' && characters[i + 1] !== '#') out.push('(?![#＃])')
    before = character
  }
  return out
}

/** Pieces one after the other; of gaps side by side one is left. */
function sequence(pieces: readonly string[]): string {
  return pieces.filter((piece, i) => piece !== GAP || pieces[i - 1] !== GAP).join('')
}

/** The same without a gap at either end: whoever uses it has one there. */
function inside(pieces: readonly string[]): readonly string[] {
  const start = pieces.findIndex((piece) => piece !== GAP)
  return start < 0 ? [] : pieces.slice(start, pieces.findLastIndex((piece) => piece !== GAP) + 1)
}

export function fixedSource(text: string): string {
  return sequence(fixedPieces(text))
}

function captureSource(token: { type: string; words?: string }, types: Types): string | undefined {
  if (token.words !== undefined) return sequence(inside(fixedPieces(token.words)))
  return types.get(token.type)
}

interface Repetition {
  /** pieces without names: one item, and what may stand between two */
  readonly item: readonly string[]
  readonly between: readonly string[]
  /** finds the items one after the other in what they matched together */
  readonly regex: RegExp
  readonly types: ReadonlyMap<string, string>
}

function compileRepeat(name: string, repeat: Repeat, types: Types): Repetition | PatternFault {
  const list = tokens(repeat.pattern)
  if ('fault' in list) return list
  const fixed = inside(fixedPieces(repeat.between ?? ''))
  const between = fixed.length > 0 ? [GAP, `(?:${sequence(fixed)}${GAP})?`] : [GAP]
  const item: string[] = []
  const named: string[] = []
  const found = new Map<string, string>()
  for (const [at, token] of list.entries()) {
    if (token.kind === 'repeat') return { fault: 'syntax', name: `{${token.name}*}` }
    if (token.kind === 'fixed') {
      item.push(...fixedPieces(token.text))
      named.push(...fixedPieces(token.text))
      continue
    }
    if (found.has(token.name)) return { fault: 'twice', name: token.name }
    const last = at === list.length - 1
    const free = token.words === undefined && token.type === 'text'
    const next = list[at + 1]
    const [stop] = last ? fixed : next?.kind === 'fixed' ? inside(fixedPieces(next.text)) : []
    if (free && last && stop === undefined) return { fault: 'endless', name: `{${name}*}` }
    const expression = captureSource(token, types)
    if (expression === undefined) return { fault: 'unknown-type', name: token.type }
    // text stops at the fixed character that follows it, or one item would swallow the next
    item.push(GAP, `(?:${free && stop !== undefined ? textUntil(stop, '*?') : expression})`, GAP)
    named.push(
      GAP,
      `(?<${token.name}>${free && stop !== undefined ? textUntil(stop, last ? '*' : '*?') : expression})`,
      GAP,
    )
    found.set(token.name, token.type)
  }
  const regex = new RegExp(sequence([GAP, ...named, ...between]), 'duy')
  return { item: inside(item), between, regex, types: found }
}

/** Text without white space at its ends that does not hold `stop`. */
function textUntil(stop: string, many: '*' | '*?'): string {
  const no = `(?!${stop})`
  return `${no}\\S(?:(?:${no}.)${many}${no}\\S)${many === '*' ? '?' : '??'}`
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
  const repetitions = new Map<string, Repetition>()
  const body: string[] = []
  for (const token of list) {
    if (token.kind === 'fixed') {
      body.push(...fixedPieces(token.text))
      continue
    }
    if (typeOf.has(token.name)) return { fault: 'twice', name: token.name }
    if (token.kind === 'capture') {
      const expression = captureSource(token, types)
      if (expression === undefined) return { fault: 'unknown-type', name: token.type }
      body.push(GAP, `(?<${token.name}>${expression})`, GAP)
      typeOf.set(token.name, token.type)
      names.push(token.name)
      continue
    }
    const repeat = Object.hasOwn(repeats, token.name) ? repeats[token.name] : undefined
    if (!repeat) return { fault: 'unknown-repeat', name: token.name }
    const compiled = compileRepeat(token.name, repeat, types)
    if ('fault' in compiled) return compiled
    const { item, between } = compiled
    body.push(GAP, `(?<${token.name}>${sequence(item)}(?:${sequence([...between, ...item])})*)`, GAP)
    typeOf.set(token.name, '*')
    repetitions.set(token.name, compiled)
    names.push(...[...compiled.types.keys()].map((name) => `${token.name}.${name}`))
  }
  const whole = new RegExp(`^${sequence([GAP, ...body, GAP])}$`, 'du')
  const anywhere = new RegExp(sequence(inside(body)), 'du')

  function captures(match: RegExpExecArray | null, text: string): readonly Capture[] | undefined {
    const groups = match?.indices?.groups
    if (!match) return undefined
    const out: Capture[] = []
    for (const [name, type] of typeOf) {
      const span = groups?.[name]
      if (!span) continue
      const repetition = repetitions.get(name)
      if (!repetition) {
        out.push({ name, type, start: span[0], end: span[1], text: text.slice(span[0], span[1]) })
        continue
      }
      const items = itemsOf(name, repetition, text, span)
      if (!items) return undefined
      out.push(...items)
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

/** The items of a repetition, which must cover all that it matched: what they leave out nobody would see again. */
function itemsOf(
  name: string,
  { regex, types }: Repetition,
  text: string,
  [start, end]: readonly [number, number],
): readonly Capture[] | undefined {
  const out: Capture[] = []
  const within = text.slice(0, end)
  let from = start
  for (let item = 1; from < end; item += 1) {
    regex.lastIndex = from
    const found = regex.exec(within)
    if (!found || regex.lastIndex === from) return undefined
    from = regex.lastIndex
    for (const [part, type] of types) {
      const at = found.indices?.groups?.[part]
      if (at)
        out.push({
          name: part,
          type,
          start: at[0],
          end: at[1],
          text: text.slice(at[0], at[1]),
          item,
          of: name,
        })
    }
  }
  return out
}
