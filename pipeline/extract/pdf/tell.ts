/** What ends the reading of a PDF, and what is told and does not. */
import type { Facts } from '../../problem.ts'
import type { Reading } from '../spreadsheet/reading.ts'
import type { Furniture } from './furniture.ts'
import { pdfProblem } from './problems.ts'

type Code = Parameters<typeof pdfProblem>[0]

/** Only the first reason counts. */
export function failPdf(reading: Reading, code: Code, facts: Facts): void {
  reading.fault ??= pdfProblem(code, reading.file === undefined ? {} : { file: reading.file }, facts)
}

export function tellPdf(reading: Reading, code: Code, facts: Facts): void {
  reading.problems.push(pdfProblem(code, reading.file === undefined ? {} : { file: reading.file }, facts))
}

/** What was left out is told: nothing is lost in silence. */
export function tellFurniture(furniture: readonly Furniture[], reading: Reading): void {
  const [first] = furniture
  if (first === undefined) return
  const facts = { count: furniture.length, page: first.page, actual: first.text }
  tellPdf(reading, 'extract/pdf-furniture', facts)
}
