/** A Japanese title cut into words by rules that are the same on every machine: marks, particles, scripts, known words. */
import type { SearchWords } from './words.ts'

export interface TitleWords {
  /** known words that stand in it, the longest first */
  readonly known: readonly string[]
  /** parts of it that look like a word */
  readonly words: readonly string[]
  /** what people also say for the known words */
  readonly same: readonly string[]
  /** the other parts, dates among them: for the search alone */
  readonly pieces: readonly string[]
  /** 一覧, 情報: people type `AED 一覧`, and every word must be there */
  readonly endings: readonly string[]
}

/** Letters and digits of any script make words; all else cuts. */
const BREAKS = /[^\p{L}\p{N}\p{M}_-]+/u
/** A change of script begins a word, but for okurigana: 取組 | 支え合い → 支え | 合い. A year stays whole: 令和6年度. */
const RUNS =
  /(?:令和|平成|昭和)(?:元|\p{Nd}+)年度?|\p{Nd}+年度?|[\p{Script=Latin}\p{Nd}_-]+|[\p{Script=Katakana}ー]+|[\p{Script=Han}々]+\p{Script=Hiragana}*|[\p{Script=Hiragana}ー]+|./gu
/** All of one script, but for numbers: ごみ, トイレ, 避難, AED. 支え is half of a word. */
const WORD =
  /^(?:\p{Script=Latin}[\p{Script=Latin}\p{Nd}_-]+|[\p{Script=Katakana}ー]{2,}|[\p{Script=Han}々]{2,}|[\p{Script=Hiragana}ー]{2,})$/u
const YEAR = /\p{Nd}年/u
/** Longer than this it is a sentence, and no tag. */
const LONGEST_WORD = 12
/** More than any title has: what is no title takes no time. */
const LONGEST_TITLE = 400

export function cutTitle(written: string, words: SearchWords): TitleWords {
  const title = written.normalize('NFC').slice(0, LONGEST_TITLE)
  const chunks = title.split(BREAKS).map((chunk) => bare(chunk, words.endings))
  const parts = chunks
    .flatMap((chunk) => cutAtParticles(chunk, words.particles))
    .map((part) => bare(part.replace(/^の|の$/g, ''), words.endings))
    .filter((part) => part.length >= 2)
  const runs = parts
    .flatMap((part) => part.match(RUNS) ?? [])
    .map((run) => run.replace(/の$/, ''))
    .filter((run) => run.length >= 2)
  const short = parts.filter((part) => part.length <= LONGEST_WORD && !YEAR.test(part))
  const groups = words.same.filter((group) => group.some((word) => title.includes(word)))
  return {
    known: dictionaryOf(words)
      .filter((word) => title.includes(word))
      .sort((one, other) => other.length - one.length || (one < other ? -1 : 1)),
    words: distinct([...short, ...runs.filter((run) => WORD.test(run))]),
    same: distinct(groups.flat()),
    pieces: distinct([...chunks, ...runs]).filter((piece) => piece.length >= 2),
    endings: words.endings.filter((ending) => title.split(BREAKS).some((chunk) => chunk.endsWith(ending))),
  }
}

/** All that anybody searches by, less what is only a word with an ending: 施設一覧. */
function dictionaryOf({ same, sheets, endings }: SearchWords): readonly string[] {
  const all = [...same.flat(), ...Object.values(sheets).flatMap((sheet) => sheet.words)]
  return distinct(all).filter((word) => word.length >= 2 && bare(word, endings) === word)
}

/** Less what ends titles, as often as it does: 人口情報一覧 → 人口. Nothing, where it is an ending alone. */
function bare(text: string, endings: readonly string[]): string {
  const ending = endings.find((one) => text.endsWith(one))
  return ending === undefined ? text : bare(text.slice(0, -ending.length), endings)
}

/** A particle cuts between words only: the の of 成果指標の観測値, not that of きのこ. */
function cutAtParticles(text: string, particles: readonly string[]): readonly string[] {
  for (const particle of particles) {
    const at = text.indexOf(particle, 1)
    const after = text[at + particle.length] ?? ''
    if (at > 0 && !isHiragana(text[at - 1] ?? '') && after !== '' && !isHiragana(after))
      return [text.slice(0, at), ...cutAtParticles(text.slice(at + particle.length), particles)]
  }
  return [text]
}

function isHiragana(character: string): boolean {
  return /\p{Script=Hiragana}/u.test(character)
}

function distinct(all: readonly string[]): readonly string[] {
  return [...new Set(all)]
}
