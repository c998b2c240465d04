/** dist/sources/<publisher>/<source>.lines.json: every line, its kind, its parts, and the values that they are found in. */
import type { CutLine } from '../lib/document.ts'
import type { Json, Snapshot } from '../lib/model.ts'
import type { Account, Held } from '../validate/index.ts'

/** An account with its text, so that dist/ alone says what `26#c3` is. */
export interface TextAccount {
  readonly lines: readonly (Omit<Account['lines'][number], 'parts'> & {
    readonly parts: readonly (Account['lines'][number]['parts'][number] & { readonly text: string })[]
    /** the line as it stands in the snapshot, where it was corrected by place */
    readonly written?: string
  })[]
  readonly unaccounted: Account['unaccounted']
}

const OFFSETS = {
  ja: 'start と end は、行の先頭を0とする UTF-16 コード単位の位置（end の位置の文字は含まない）。行が場所で訂正されていれば訂正後の行での位置で、スナップショットの行は written。',
  en: 'start and end count UTF-16 code units of the line from 0; end is not included. Of a line that was corrected by place they count in the line as corrected; written is the line as it stands in the snapshot.',
}

/** `cut`: the lines that the account was made of, in its order; `written`: number of a line → as it stands. */
export function withTexts(
  account: Account,
  cut: readonly CutLine[],
  written: ReadonlyMap<number, string>,
): TextAccount {
  const lines = account.lines.map((line, i) => {
    const parts = line.parts.map((part, at) => ({ ...part, text: cut[i]?.parts[at]?.text ?? '' }))
    const stands = written.get(line.line)
    return { ...line, parts, ...(stands === undefined ? {} : { written: stands }) }
  })
  return { lines, unaccounted: account.unaccounted }
}

/** `out`: what was held came not out: what was found in it is named apart, as `held`. */
export function linesFile(
  publisher: string,
  source: string,
  { file, sha256 }: Pick<Snapshot, 'file' | 'sha256'>,
  { lines }: Pick<TextAccount, 'lines'>,
  out: readonly Pick<Held, 'dataset' | 'record'>[],
): Json {
  const rows = new Set(out.map(({ dataset, record }) => `${dataset}/${record}`))
  const isHeld = (cite: string): boolean => rows.has(cite.slice(0, cite.lastIndexOf('/')))
  return {
    publisher,
    source,
    snapshot: { file, sha256 },
    offsets: OFFSETS,
    lines: lines.map(({ line, kind, use, written, parts, correction }) => ({
      line,
      kind,
      use,
      ...(correction === undefined ? {} : { correction }),
      ...(written === undefined ? {} : { written }),
      parts: parts.map(({ name, start, end, text, cites }) => {
        const held = rows.size === 0 ? [] : cites.filter(isHeld)
        const came = held.length === 0 ? cites : cites.filter((cite) => !isHeld(cite))
        return { name, start, end, text, cites: came, ...(held.length > 0 ? { held } : {}) }
      }),
    })),
  }
}
