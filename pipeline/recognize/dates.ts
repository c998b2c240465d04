/** How the dates of each column are written: a column may prove what a cell by itself cannot. */
import { dateOrderOf } from '../lib/date-order.ts'
import type { GridTable } from '../lib/grid-declaration.ts'
import type { FoundTable } from './found.ts'

/** Where a column proves how its dates are written, that is part of how it is read. */
export function withDates(table: GridTable, { columns, data }: FoundTable): GridTable {
  return {
    ...table,
    columns: table.columns.map((column) => {
      if (column.to === undefined) return column
      const { header, nth = 1 } = column
      const place = columns.find((one) => one.header === header && one.nth === nth)?.column
      if (place === undefined) return column
      const dates = dateOrderOf(cellsOf(data, place - 1))
      return dates === undefined ? column : { ...column, dates }
    }),
  }
}

function* cellsOf(data: FoundTable['data'], at: number): Generator<string> {
  for (const { cells } of data) yield cells[at] ?? ''
}
