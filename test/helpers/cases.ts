/** How often a property is tried: few by default, `HIRAKU_CASES` (10,000) for the full proof. */
export function cases(few: number): number {
  const set = Number(process.env.HIRAKU_CASES)
  return Number.isSafeInteger(set) && set > 0 ? set : few
}
