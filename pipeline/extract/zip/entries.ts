/** The entries of a ZIP that people made: names in CP932 where the zip does not say UTF-8, and no rubbish of systems. */

import type { NameEntry, Zip } from '../spreadsheet/zip.ts'
import { decodeWhole } from '../whole-text.ts'

/**
 * Names stay as they are written, but for the line they stand on; a name that comes twice is numbered. They are only
 * shown and never a path to write to.
 */
export function createEntryNames(): NameEntry {
  const taken = new Set<string>()
  return (bytes, isUtf8) => {
    const utf8 = decodeWhole(bytes, 'utf-8')
    const { text } = isUtf8 || utf8.unread === 0 ? utf8 : decodeWhole(bytes, 'shift_jis')
    const shown = text
      .replaceAll('\\', '/')
      .replace(/\p{Cc}/gu, '')
      .replace(/^(?:\.{0,2}\/)+/, '')
    let name = shown
    for (let n = 2; taken.has(name); n += 1) name = `${shown} (${n})`
    taken.add(name)
    return name
  }
}

/** What file managers put beside the files that are meant. */
const JUNK = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i

export interface EntryNames {
  /** in the order of their code units, so that it does not matter how the zip was made */
  readonly files: readonly string[]
  readonly junk: readonly string[]
}

export function entryNames({ entries }: Zip): EntryNames {
  const all = [...entries.keys()].filter((name) => name !== '' && !name.endsWith('/')).sort()
  return { files: all.filter((name) => !JUNK.test(name)), junk: all.filter((name) => JUNK.test(name)) }
}

const SHOWN = 10

export function listText(names: readonly string[]): string {
  return names.slice(0, SHOWN).join('、') + (names.length > SHOWN ? ' …' : '')
}
