import type { Knowledge } from './sheet.ts'

const KNOWN = 0.55

/** How much a header tells of a sheet: the fewer sheets have it, the more. */
export function distinctWeight(key: string, knowledge: Knowledge): number {
  const sheets = new Set<number>()
  for (const { sheet, how, target, strength } of knowledge.index.get(key) ?? []) {
    // a weak word that waits for the cells to say so makes the header no less telling
    const waits = how === 'weak' && knowledge.sheets[sheet]?.vocabulary.has(target) === true
    if (strength >= KNOWN && !waits) sheets.add(sheet)
  }
  const { distinct, common } = knowledge.weights
  const weight = distinct[Math.min(sheets.size, distinct.length) - 1] ?? 0
  return knowledge.common.has(key) ? Math.min(common, weight) : weight
}
