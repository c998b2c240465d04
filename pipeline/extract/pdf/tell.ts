/** What was left out is told: nothing is lost in silence. */
import { type Reading, tell } from '../spreadsheet/reading.ts'
import type { Furniture } from './furniture.ts'

export function tellFurniture(furniture: readonly Furniture[], reading: Reading): void {
  const [first] = furniture
  if (first === undefined) return
  const facts = { count: furniture.length, page: first.page, actual: first.text }
  tell(reading, 'extract/pdf-furniture', {}, facts)
}
