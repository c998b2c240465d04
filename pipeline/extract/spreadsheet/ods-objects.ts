/** Shapes, pictures and charts of ODS: `draw:` elements in cells and of the page (OpenDocument 1.3 part 3, 10). */
import type { GridObject } from '../../lib/grid.ts'
import { objectOf } from './objects.ts'
import type { Attributes } from './xml.ts'

export interface OdsObjects {
  /** `isInCell`: it hangs on the cell at this place */
  open(name: string, row: number, column: number, isInCell: boolean): void
  /** what stands in the object that is open */
  within(name: string, tag: Attributes): void
  text(text: string): void
  close(): void
  /** those of this worksheet */
  take(): readonly GridObject[]
}

const MOST = 10_000

export function odsObjects(): OdsObjects {
  let objects: GridObject[] = []
  let kind: GridObject['kind'] | undefined
  let at: readonly [row: number, column: number] = [0, 0]
  let text = ''
  return {
    open: (name, row, column, isInCell) => {
      kind = name === 'draw:control' ? 'control' : name === 'draw:frame' ? 'other' : 'shape'
      at = isInCell ? [row, column] : [0, 0]
      text = ''
    },
    within: (name, tag) => {
      if (kind === undefined) return
      // a chart comes with a picture of itself; only charts follow ranges of cells
      if (name === 'draw:object')
        kind = tag.get('draw:notify-on-update-of-ranges') === undefined ? 'other' : 'chart'
      else if (name === 'draw:image' && kind === 'other') kind = 'picture'
      else if (name === 'draw:text-box') kind = 'text-box'
      else if ((name === 'text:p' || name === 'text:h') && text !== '') text += '\n'
    },
    text: (piece) => {
      if (kind !== undefined && text.length < 10_000) text += piece.replace(/[ \t\n\r]+/g, ' ')
    },
    close: () => {
      if (kind !== undefined && objects.length < MOST) objects.push(objectOf(kind, ...at, text))
      kind = undefined
    },
    take: () => {
      const taken = objects
      objects = []
      return taken
    },
  }
}
