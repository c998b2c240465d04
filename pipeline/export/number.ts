/** Numbers as bytes: most have a few decimals, and their figures can be put by hand. */

/** Six decimals: as far as degrees are given, ten centimetres. */
const SCALE = 1e6
const SCALE_FIGURES = 6
/** Fifteen figures are the most that a double holds whatever they are. */
const MOST = 1e15
const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30

/**
 * The shortest decimal that reads back as the same number, as `String` writes it: a decimal of at most fifteen figures
 * that reads back as the number is the only one. −1: this number is not put so.
 */
export function putNumber(into: Uint8Array, from: number, value: number): number {
  const size = value < 0 ? -value : value
  if (!(size > 0)) return -1
  const scaled = Math.round(size * SCALE)
  if (scaled === 0 || scaled >= MOST || scaled / SCALE !== size) return -1
  let at = from
  if (value < 0) into[at++] = MINUS
  let whole = Math.floor(scaled / SCALE)
  let rest = scaled - whole * SCALE
  const end = at + figuresOf(whole)
  for (let i = end - 1; i >= at; i -= 1) {
    const tenth = Math.floor(whole / 10)
    into[i] = ZERO + whole - tenth * 10
    whole = tenth
  }
  at = end
  if (rest === 0) return at
  into[at++] = POINT
  let last = at + SCALE_FIGURES
  for (let i = last - 1; i >= at; i -= 1) {
    const tenth = Math.floor(rest / 10)
    into[i] = ZERO + rest - tenth * 10
    rest = tenth
  }
  while (into[last - 1] === ZERO) last -= 1
  return last
}

function figuresOf(whole: number): number {
  let figures = 1
  for (let limit = 10; whole >= limit; limit *= 10) figures += 1
  return figures
}
