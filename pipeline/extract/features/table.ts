/**
 * Features of a map as a table: a column for each name of a property, in the order in which they are first met; points
 * as 経度 and 緯度, every other shape as GeoJSON in a column of its own, so that nothing is lost.
 */
import { detach } from '../../lib/detach.ts'
import { type CellFacts, cellName, type Worksheet } from '../../lib/grid.ts'
import { fail, LAST_COLUMN, type Reading, tell } from '../spreadsheet/reading.ts'
import { buildWorksheet } from '../spreadsheet/worksheet.ts'

export interface FeatureTable {
  /** A row begins. */
  next(): void
  /** `nth`: of several properties with this name, which; the first unless set */
  property(name: string, text: string, facts?: CellFacts, nth?: number): void
  point(longitude: string, latitude: string, height: string): void
  /** `text`: GeoJSON */
  shape(kind: string, text: string): void
  /** it has one that can not be given; `far`: as its coordinates are no degrees */
  shapeLost(kind: string, far?: string): void
  /** a number of more digits than are kept */
  numberRounded(name: string): void
  finish(hidden?: boolean): Worksheet
}

export const NUMBER: CellFacts = { type: 'number' }
export const BOOLEAN: CellFacts = { type: 'boolean' }
export const DATE: CellFacts = { type: 'date' }

/** As much as a person could look at; the outline of a city with all its corners has more. */
const SHAPE_LIMIT = 100_000
/** Some 10 m: columns are often written with fewer digits. */
const SAME = 0.0001
const LONGITUDE = /^(?:経度|longitude|lon|lng)$/i
const LATITUDE = /^(?:緯度|latitude|lat)$/i

interface Cell {
  readonly column: number
  readonly text: string
  readonly facts: CellFacts | undefined
}

interface Feature {
  readonly cells: Cell[]
  longitude: string
  latitude: string
  height: string
  shape: string
}

interface Tally {
  count: number
  row: number
  name: string
}

export function createFeatureTable(name: string, reading: Reading): FeatureTable {
  /** `nth` and name → column */
  const columns = new Map<string, number>()
  const headers: string[] = []
  const features: Feature[] = []
  const lost: Tally = { count: 0, row: 0, name: '' }
  const far: Tally = { count: 0, row: 0, name: '' }
  let places = 0
  const rounded: Tally = { count: 0, row: 0, name: '' }
  let feature: Feature | undefined
  const count = (tally: Tally, what: string): void => {
    if (tally.count === 0) {
      tally.row = features.length + 1
      tally.name = what
    }
    tally.count += 1
  }
  const columnOf = (header: string, nth: number): number => {
    const key = `${nth}\n${header}`
    const known = columns.get(key)
    if (known !== undefined) return known
    headers.push(header)
    columns.set(key, headers.length)
    if (headers.length > LAST_COLUMN - 4) {
      const facts = {
        whatJa: '属性の種類',
        what: 'properties',
        actual: headers.length,
        expected: LAST_COLUMN,
      }
      fail(reading, 'extract/spreadsheet-too-large', { worksheet: name }, facts)
    }
    return headers.length
  }
  return {
    next: () => {
      feature = { cells: [], longitude: '', latitude: '', height: '', shape: '' }
      features.push(feature)
    },
    property: (header, text, facts, nth = 1) => {
      const column = columnOf(header, nth)
      if (text === '' || reading.fault !== undefined) return
      if (++reading.cells > reading.limits.cells)
        fail(
          reading,
          'extract/spreadsheet-too-large',
          { worksheet: name },
          {
            whatJa: '値のあるセルの数',
            what: 'cells with a value',
            actual: `> ${reading.limits.cells}`,
            expected: reading.limits.cells,
          },
        )
      feature?.cells.push({ column, text: detach(text), facts })
    },
    point: (longitude, latitude, height) => {
      if (feature === undefined) return
      places += 1
      feature.longitude = longitude
      feature.latitude = latitude
      if (height !== '' && Number(height) !== 0) feature.height = height
    },
    shape: (kind, text) => {
      if (feature === undefined) return
      places += 1
      if (text.length <= SHAPE_LIMIT) feature.shape = text
      else count(lost, kind)
    },
    shapeLost: (kind, actual) => {
      count(lost, kind)
      if (actual !== undefined) count(far, actual)
    },
    numberRounded: (header) => count(rounded, header),
    finish: (hidden = false) => {
      // one place that is wrong is a wrong place; many are in a system that the file does not name
      if (far.count > places) fail(reading, 'extract/crs-unknown', { worksheet: name }, { actual: far.name })
      tellTallies()
      return fill(hidden)
    },
  }

  function tellTallies(): void {
    const where = { worksheet: name }
    if (lost.count > 0) {
      const facts = { worksheet: name, count: lost.count, row: lost.row, actual: lost.name }
      tell(reading, 'extract/geometry-left-out', { ...where, row: lost.row }, facts)
    }
    if (rounded.count > 0) {
      const cell = cellName(rounded.row, columns.get(`1\n${rounded.name}`) ?? 1)
      const facts = { worksheet: name, count: rounded.count, cell }
      tell(reading, 'extract/number-rounded', { ...where, cell }, facts)
    }
  }

  function fill(hidden: boolean): Worksheet {
    const builder = buildWorksheet(name, reading)
    // they were counted when they were met
    reading.cells -= features.reduce((sum, { cells }) => sum + cells.length, 0)
    const extra = extraColumns()
    for (const [i, header] of [...headers, ...extra.map((one) => one.header)].entries())
      builder.add(1, i + 1, header, undefined)
    for (const [i, one] of features.entries()) {
      for (const { column, text, facts } of one.cells) builder.add(i + 2, column, text, facts)
      for (const [j, { of, facts }] of extra.entries())
        builder.add(i + 2, headers.length + j + 1, of(one), facts)
    }
    return builder.finish(hidden)
  }

  function extraColumns() {
    const points = features.some(({ longitude }) => longitude !== '')
    const own = points && hasOwnPlaces()
    return [
      { header: '経度', of: (one: Feature) => one.longitude, facts: NUMBER, when: points && !own },
      { header: '緯度', of: (one: Feature) => one.latitude, facts: NUMBER, when: points && !own },
      {
        header: '高さ',
        of: (one: Feature) => one.height,
        facts: NUMBER,
        when: features.some(({ height }) => height !== ''),
      },
      {
        header: 'ジオメトリ',
        of: (one: Feature) => one.shape,
        facts: undefined,
        when: features.some(({ shape }) => shape !== ''),
      },
    ].filter(({ when }) => when)
  }

  /** The properties say where the points are: what they leave blank is filled in, what they say otherwise is told. */
  function hasOwnPlaces(): boolean {
    const east = headers.findIndex((header) => LONGITUDE.test(header.trim())) + 1
    const north = headers.findIndex((header) => LATITUDE.test(header.trim())) + 1
    if (east === 0 || north === 0) return false
    let differing = 0
    let first: { readonly row: number; readonly actual: string; readonly expected: string } | undefined
    for (const [i, { cells, longitude, latitude }] of features.entries()) {
      if (longitude === '') continue
      const said = [east, north].map((column) => cells.find((cell) => cell.column === column)?.text)
      if (said[0] === undefined) cells.push({ column: east, text: longitude, facts: NUMBER })
      if (said[1] === undefined) cells.push({ column: north, text: latitude, facts: NUMBER })
      if (!isOther(said[0], longitude) && !isOther(said[1], latitude)) continue
      differing += 1
      first ??= {
        row: i + 2,
        actual: `${said[0] ?? ''}, ${said[1] ?? ''}`,
        expected: `${longitude}, ${latitude}`,
      }
    }
    if (first !== undefined) {
      const facts = { worksheet: name, count: differing, ...first }
      tell(reading, 'extract/coordinates-differ', { worksheet: name, row: first.row }, facts)
    }
    return true
  }
}

function isOther(said: string | undefined, is: string): boolean {
  return said !== undefined && Math.abs(Number(said) - Number(is)) > SAME
}
