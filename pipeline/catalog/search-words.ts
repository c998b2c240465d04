/**
 * The words by which a dataset is found. CKAN's own search (schema.xml, type `text`) cuts at white space and
 * punctuation only, so 避難所 does not find 指定緊急避難場所一覧: seen on 2.11.6 and 2.12.0. What stands as a tag, or between
 * spaces in the notes, is found. No Intl.Segmenter: it cuts otherwise on another Node.
 */
import { own } from '../lib/own.ts'
import { prefectureOf } from '../lib/prefectures.ts'
import type { CatalogEntry } from './entry.ts'
import { tagsOf, tagsOfWord } from './tags.ts'
import { cutTitle } from './title-words.ts'
import type { SearchWords, SheetWords } from './words.ts'

export interface FoundBy {
  /** for everybody to see, the most telling first */
  readonly tags: readonly string[]
  /** more words, for the search alone */
  readonly more: readonly string[]
}

/** As many as a person reads in a row. */
const MOST_TAGS = 12

type Told = Pick<CatalogEntry, 'slug' | 'title' | 'keywords' | 'category' | 'conformsTo' | 'publisher'>

/** The sheet of the standard that it follows by what it says, or else by its slug. */
export function sheetOf(
  entry: Pick<Told, 'slug' | 'conformsTo'>,
  words: SearchWords,
): SheetWords | undefined {
  const { conformsTo, slug } = entry
  if (conformsTo === undefined) return own(words.sheets, slug)
  const said = conformsTo.trim().split(/\s+/).at(-1)
  return Object.values(words.sheets).find(({ title }) => title === said)
}

export function searchWordsOf(entry: Told, words: SearchWords): FoundBy {
  const { keywords, category, title, publisher } = entry
  const sheet = sheetOf(entry, words)?.words
  const cut = cutTitle(title.ja, words)
  // of a sheet of the standard a person has said by which words it is looked for
  const wanted = tagsOf([...keywords, ...(sheet ?? [...cut.known, ...cut.words])])
  const tags = wanted.slice(0, MOST_TAGS)
  const others = [
    ...wanted.slice(MOST_TAGS),
    // what CKAN takes for no tag is found in the notes all the same
    ...keywords.filter((keyword) => tagsOfWord(keyword).length === 0),
    ...(category === undefined ? [] : [category]),
    ...(sheet === undefined ? cut.same : cut.words),
    ...cut.pieces,
    ...cut.endings,
    ...keywords.flatMap((keyword) => partsOfKeyword(keyword, words)),
    ...placeWords(publisher.name.ja),
  ]
  const all = others.flatMap((word) => word.normalize('NFC').split(/\s+/)).filter((word) => word !== '')
  const wide = [...tags, ...all].filter((word) => /^[A-Z][A-Z0-9]+$/.test(word)).map(fullWidth)
  return { tags, more: [...new Set([...all, ...wide])].filter((word) => !tags.includes(word)) }
}

/** ICT推進計画 is one word for CKAN: ICT and 計画 are what people type. */
function partsOfKeyword(keyword: string, words: SearchWords): readonly string[] {
  const { known, words: parts } = cutTitle(keyword, words)
  return [...known, ...parts]
}

/** 神奈川県伊勢原市 → 神奈川県 伊勢原市 伊勢原: the portal's search knows the organization by its ASCII name only. */
function placeWords(name: string): readonly string[] {
  const prefecture = prefectureOf(name) ?? ''
  const place = name.slice(prefecture.length)
  const bare = /^(.{2,})[市区町村]$/u.exec(place)?.[1] ?? ''
  return [prefecture, place, bare].filter((word) => word !== '')
}

/**
 * CKAN takes AED for the past tense of an English verb and looks for `a`, and ＡＥＤ for `aed` (schema.xml folds widths
 * after it stems): typed in full width it is found only where it stands in full width.
 */
function fullWidth(word: string): string {
  return word.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
}
