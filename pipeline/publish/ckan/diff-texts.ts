/** What is said of the dataset itself. Lists of others are kept; what we said formerly and no longer say goes. */
import { listText } from './change.ts'
import { isSame, type Note } from './note.ts'
import { formerlySaid, SAID } from './said.ts'
import type { Shown, Texts } from './shown.ts'
import type { Wanted } from './wanted.ts'
import { isWithdrawn } from './withdrawn.ts'

export interface TextsDiff {
  readonly fields: Texts
  /** whole lists, as they shall be; absent where nothing is to be changed */
  readonly tags?: readonly string[]
  /** without the mark of a dataset that is being made */
  readonly extras?: Texts
  readonly groups?: readonly string[]
}

export function textsDiff(shown: Shown, wanted: Wanted, unfinished: boolean, note: Note): TextsDiff {
  const { dataset } = wanted
  const said = formerlySaid(shown, wanted)
  const unsaid = said.fields.filter((key) => dataset.fields[key] === undefined)
  const name: [string, string] = ['name', wanted.name]
  const fields = Object.fromEntries(
    [name, ...Object.entries(dataset.fields), ...unsaid.map((key): [string, string] => [key, ''])].filter(
      ([key, after]) =>
        !isSame(shown.fields[key], after) && note(key, shown.fields[key], after === '' ? undefined : after),
    ),
  )
  const list = (
    what: string,
    before: readonly string[],
    formerly: readonly string[],
    now: readonly string[],
  ) => {
    const after = merged(before, formerly, now)
    return sameSet(before, after) || !note(what, listText(before), listText(after)) ? undefined : after
  }
  const tags = list('tags', shown.tags, said.tags, dataset.tags)
  const groups = list('groups', shown.groups, said.groups, dataset.groups)
  const extras = extrasDiff(shown, wanted, { said: said.extras, unfinished }, note)
  return {
    fields,
    ...(tags === undefined ? {} : { tags }),
    ...(groups === undefined ? {} : { groups }),
    ...(extras === undefined ? {} : { extras }),
  }
}

function extrasDiff(
  shown: Shown,
  wanted: Wanted,
  { said, unfinished }: { readonly said: readonly string[]; readonly unfinished: boolean },
  note: Note,
): Texts | undefined {
  const { [SAID]: mark, ...there } = shown.extras
  const out: Record<string, string> = there
  const gone = said.filter((key) => wanted.extras[key] === undefined && shown.extras[key] !== undefined)
  // a mark that is none goes at once; the other one when the dataset opens
  const isKept = unfinished || isWithdrawn(shown)
  let differs = mark !== undefined && !isKept && note(`extras.${SAID}`, mark, undefined)
  for (const [key, after] of [
    ...Object.entries(wanted.extras),
    ...gone.map((key) => [key, undefined] as const),
  ]) {
    const before = shown.extras[key]
    if (after !== undefined && isSame(before, after)) continue
    if (!note(`extras.${key}`, before, after)) continue
    differs = true
    if (after === undefined) delete out[key]
    else out[key] = after
  }
  return differs ? out : undefined
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && b.every((one) => a.includes(one))
}

/** What others have added stays; what we said formerly and no longer say goes. */
function merged(
  before: readonly string[],
  formerly: readonly string[],
  now: readonly string[],
): readonly string[] {
  const kept = before.filter((one) => now.includes(one) || !formerly.includes(one))
  return [...new Set([...kept, ...now])].sort()
}
