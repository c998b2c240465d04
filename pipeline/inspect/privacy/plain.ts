/** A text as the gate reads it: narrow, and without what nobody sees, which some put between figures. */
import { isAscii, narrow } from '../../lib/characters.ts'

export interface Plain {
  readonly text: string
  /** where a sign of it stands in the text as it was */
  readonly placeOf: (at: number) => number
}

/** Zero-width marks and joiners, soft hyphens, variation selectors. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/
const same = (at: number): number => at

export function plainOf(text: string): Plain {
  if (isAscii(text)) return { text, placeOf: same }
  // one sign for one sign, so that places in it are places in the text
  const plain = narrow(text)
  if (!UNSEEN.test(plain)) return { text: plain, placeOf: same }
  const places: number[] = []
  let seen = ''
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain.charAt(at)
    if (UNSEEN.test(sign)) continue
    places.push(at)
    seen += sign
  }
  return { text: seen, placeOf: (at) => places[at] ?? plain.length }
}
