/** Text that may grow with the file: kept while it is short, else in a file beside, so that memory does not grow. */
import type { Effects, FileWriter } from '../../effects.ts'

export interface Spill {
  readonly add: (text: string) => void
  readonly isEmpty: () => boolean
  /** all of it, in order */
  readonly chunks: () => Iterable<string | Uint8Array>
  /** nothing is left of it */
  readonly end: () => void
}

/** UTF-16 units that are kept. */
const MOST = 1 << 20

/** `path`: where the file would be, if it ever were whole; it is made beside only when it is needed. */
export function createSpill(effects: Effects, path: string, most = MOST): Spill {
  let texts: string[] = []
  let length = 0
  let writer: FileWriter | undefined
  const flush = (): void => {
    if (length === 0) return
    writer ??= effects.openWriter(path)
    writer.write(texts.join(''))
    texts = []
    length = 0
  }
  return {
    add(text) {
      texts.push(text)
      length += text.length
      if (length > most) flush()
    },
    isEmpty: () => length === 0 && writer === undefined,
    *chunks() {
      if (writer !== undefined) {
        flush()
        yield* effects.readChunks(writer.leave(0).path)
      } else yield* texts
    },
    end() {
      writer?.abandon()
      writer = undefined
      texts = []
      length = 0
    },
  }
}
