import { entriesOf, type Files, texts } from './files.ts'
import { foldHeader } from './fold.ts'
import { type Layout, readLayouts } from './layouts.ts'
import type { How, Knowledge, Match, Sheet, Weights } from './sheet.ts'
import { type Concept, groupWords, readConcept, readSheet, titleNouns } from './sheet-file.ts'
import { readKeys, readPatterns, readSlips, readThresholds, readWeights } from './tuning.ts'

export interface SheetKnowledge {
  /** `schemas/records/*.schema.json`; those without `x-sheet` are left aside */
  readonly records: Files
  /** `schemas/layouts/*.yaml` */
  readonly layouts: Files
  /** `schemas/recognition/*.yaml` */
  readonly recognition: Files
  /** `schemas/keys.yaml` */
  readonly keys: unknown
  /** `schemas/units.yaml` */
  readonly units: unknown
}

/** Slow (tens of milliseconds): once per run. */
export function compileKnowledge(files: SheetKnowledge): Knowledge {
  const words = entriesOf(files.recognition.words)
  const slips = readSlips(words.get('slips'), words.get('romaji'))
  const weights = readWeights(words.get('weights'))
  // the same words are spelled for many sheets
  const folded = new Map<string, string>()
  const fold = (text: string): string => {
    const known = folded.get(text) ?? foldHeader(text, slips)
    folded.set(text, known)
    return known
  }
  const concepts = new Map(
    [...entriesOf(files.recognition.concepts)].map(([name, value]) => [name, readConcept(value)] as const),
  )
  const described = entriesOf(files.recognition.sheets)
  const nouns = texts(words.get('nouns'))
  const layouts = readLayouts(files.layouts)
  const sheets: Sheet[] = []
  const index = new Map<string, Match[]>()
  const add = (header: string, match: Match): void => addMatch(index, fold(header), match)

  for (const [id, own] of described) {
    const record = entriesOf(files.records[id])
    if (!record.has('x-sheet')) continue
    const number = sheets.length
    const made = readSheet(id, record, entriesOf(own), concepts, layouts.get(id) ?? [], slips)
    sheets.push(made.sheet)
    const to = (target: string, how: How): Match => ({ sheet: number, target, how, strength: weights[how] })
    for (const column of made.sheet.columns) {
      add(column.header, to(column.header, 'folded'))
      add(column.key, to(column.header, 'english'))
      const bare = made.prefix === undefined ? undefined : withoutPrefix(column.header, made.prefix)
      if (bare !== undefined) add(bare, to(column.header, 'noun'))
    }
    for (const layout of layouts.get(id) ?? []) addLayout(add, layout, made.sheet, number, weights)
    for (const layout of layouts.get('any') ?? []) addLayout(add, layout, made.sheet, number, weights)
    for (const [target, groups] of entriesOf(entriesOf(own).get('aliases'))) {
      if (!made.sheet.byHeader.has(target)) continue
      for (const word of groupWords(groups, false)) add(word, to(target, 'alias'))
      for (const word of groupWords(groups, true)) add(word, to(target, 'weak'))
    }
    const all = [...nouns, ...texts(entriesOf(own).get('nouns')), ...titleNouns(own)]
    for (const [name, concept] of concepts) addConcept(add, name, concept, made.sheet, number, all, weights)
    for (const [name, value] of entriesOf(entriesOf(own).get('splits'))) {
      addConcept(add, name, readConcept(value), made.sheet, number, all, weights)
    }
  }
  return {
    sheets,
    index,
    common: new Set(texts(words.get('common')).map(fold)),
    unlike: texts(words.get('unlike')),
    slips,
    weights,
    thresholds: readThresholds(words.get('thresholds')),
    values: readPatterns(files.recognition.values),
    keys: readKeys(files.keys, sheets, fold),
    units: new Set(entriesOf(files.units).keys()),
  }
}

/** A word that means a column unless its cells can be taken apart is surer than a weak one. */
const OTHERWISE = 0.1

/** The surest way a header means a target is the one that counts. */
function addMatch(index: Map<string, Match[]>, folded: string, match: Match): void {
  if (folded === '') return
  const list = index.get(folded) ?? []
  const same = list.findIndex(
    (one) =>
      one.sheet === match.sheet &&
      one.target === match.target &&
      one.split?.name === match.split?.name &&
      one.layout === match.layout,
  )
  if (same < 0) list.push(match)
  else if ((list[same]?.strength ?? 0) < match.strength) list[same] = match
  index.set(folded, list)
}

function addLayout(
  add: (header: string, match: Match) => void,
  layout: Layout,
  sheet: Sheet,
  number: number,
  weights: Weights,
): void {
  for (const { header, to, split, values, leave } of layout.columns) {
    const [first] = to
    const base = { sheet: number, how: 'layout' as const, strength: weights.layout, layout }
    if (first === undefined) add(header, { ...base, target: '', leave })
    else if (sheet.byHeader.has(first)) {
      const more = values === undefined ? {} : { values }
      const into = to.filter((one) => sheet.byHeader.has(one))
      add(header, {
        ...base,
        ...more,
        target: first,
        ...(split === undefined ? {} : { split: { name: split, into } }),
      })
    }
  }
}

function addConcept(
  add: (header: string, match: Match) => void,
  called: string,
  concept: Concept,
  sheet: Sheet,
  number: number,
  nouns: readonly string[],
  weights: Weights,
): void {
  const target = (name: string | undefined): string | undefined =>
    name === undefined
      ? undefined
      : (sheet.concepts.get(name) ?? (sheet.byHeader.has(name) ? name : undefined))
  const spell = (word: string): readonly string[] =>
    word.includes('{noun}') ? nouns.map((noun) => word.replace('{noun}', noun)) : [word]
  if (concept.split !== undefined) {
    const into = concept.into.flatMap((name) => target(name) ?? [])
    const [first] = into
    const otherwise = target(concept.otherwise)
    for (const word of concept.words) {
      if (first !== undefined && into.length === concept.into.length) {
        const split = { name: concept.split, into }
        add(word, { sheet: number, target: first, how: 'split', strength: weights.split, split })
      }
      if (otherwise !== undefined) {
        const strength = weights.weak + OTHERWISE
        add(word, { sheet: number, target: otherwise, how: 'alias', strength, unless: concept.split })
      }
    }
    return
  }
  const found = sheet.concepts.get(called)
  if (found === undefined) return
  // what most sheets call it, this one's files may call it too
  for (const word of [...concept.headers.slice(0, 1), ...concept.words]) {
    const how = word.includes('{noun}') ? 'noun' : 'alias'
    for (const one of spell(word)) add(one, { sheet: number, target: found, how, strength: weights[how] })
  }
  for (const word of concept.joined) {
    add(word, { sheet: number, target: found, how: 'alias', strength: weights.alias, layout: PARTS })
  }
  for (const word of concept.weak) {
    for (const one of spell(word)) {
      add(one, { sheet: number, target: found, how: 'weak', strength: weights.weak })
    }
  }
}

/** Columns that are joined are of one layout, as the parts of a former one are. */
const PARTS: Layout = {
  title: { ja: '分けて書かれた列', en: 'columns written in parts' },
  complete: false,
  columns: [],
}

function withoutPrefix(header: string, prefix: string): string | undefined {
  return header.startsWith(`${prefix}_`) ? header.slice(prefix.length + 1) : undefined
}
