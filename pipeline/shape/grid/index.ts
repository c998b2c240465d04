/**
 * shape, for tables: rows of a CSV or a worksheet → data rows, by the declaration of the source. It finds the header
 * that was declared, says of every row what it is, and carries 〃 and merged cells down; it reads no value.
 */
export { type Located, locateTables } from './locate.ts'
export {
  createReader,
  type GridReader,
  isSplittable,
  meltedPlaces,
  type RawBatch,
  type RowFault,
} from './reader.ts'
export { createSpans, type Span } from './spans.ts'
