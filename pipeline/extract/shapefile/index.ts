/**
 * extract/shapefile: the Shapefiles in a ZIP, each with its parts of the same name → one worksheet a layer: its
 * attributes, and where its shapes are, in degrees of the world's datum. What is not said of the coordinates is not guessed.
 */
import type { Worksheet } from '../../lib/grid.ts'
import { fail, LIMITS, type Reading, startReading, tell } from '../spreadsheet/reading.ts'
import { isZip, openZip, unpackWhole, type Zip } from '../spreadsheet/zip.ts'
import { createNames, isOfSize, resultOf, type TablesOptions, type TablesResult } from '../whole.ts'
import { createEntryNames, entryNames, listText } from '../zip/entries.ts'
import { readLayer } from './layer.ts'

/** What belongs to a layer; the rest of these are indexes, styles and descriptions. */
const PART = /\.(shp|dbf|prj|cpg|shx|sbn|sbx|qix|qpj|qmd|qml|sld|fbn|fbx|ain|aih|atx|ixs|mxs|dbt|shp\.xml)$/i

/** Reads all layers, in the order of their names. */
export async function readShapefile(bytes: Uint8Array, options: TablesOptions): Promise<TablesResult> {
  const reading = startReading(options.file, { ...LIMITS, ...options.limits })
  const worksheets: Worksheet[] = []
  const failed = (): TablesResult => resultOf('shapefile', undefined, reading)
  if (!isOfSize(bytes, reading)) return failed()
  if (!isZip(bytes))
    fail(reading, 'extract/not-a-workbook', {}, { expected: 'Shapefile (ZIP)', actual: '.shp, .dbf …' })
  const zip = reading.fault === undefined ? openZip(bytes, reading, createEntryNames()) : undefined
  if (zip === undefined) return failed()
  const { files } = entryNames(zip)
  const layers = layersOf(files)
  const nameOf = createNames()
  for (const [base, parts] of layers) {
    const name = nameOf(base.slice(base.lastIndexOf('/') + 1))
    const worksheet = await readLayer(name, partsOf(zip, parts, reading), reading)
    if (reading.fault !== undefined) return failed()
    if (worksheet !== undefined) worksheets.push(worksheet)
  }
  const others = files.filter((name) => !PART.test(name))
  if (others.length > 0)
    tell(reading, 'extract/zip-entry-left-out', {}, { count: others.length, actual: listText(others) })
  return resultOf('shapefile', { worksheets }, reading)
}

type Parts = ReadonlyMap<string, string>

/** Path without its ending, whatever its case → ending → name of the entry. */
function layersOf(files: readonly string[]): readonly (readonly [base: string, parts: Parts])[] {
  const layers = new Map<string, { readonly base: string; readonly parts: Map<string, string> }>()
  for (const name of files) {
    const ending = PART.exec(name)?.[1]?.toLowerCase()
    if (ending === undefined) continue
    const base = name.slice(0, -ending.length - 1)
    const layer = layers.get(base.toLowerCase()) ?? { base, parts: new Map<string, string>() }
    layer.parts.set(ending, name)
    layers.set(base.toLowerCase(), layer)
  }
  return [...layers.values()]
    .filter(({ parts }) => parts.has('shp') || parts.has('dbf'))
    .map(({ base, parts }) => [base, parts] as const)
}

function partsOf(zip: Zip, parts: Parts, reading: Reading) {
  const bytes = (ending: string): Uint8Array | undefined => {
    const name = parts.get(ending)
    return name === undefined ? undefined : unpackWhole(zip, name, reading)
  }
  return { shp: bytes('shp'), dbf: bytes('dbf'), prj: bytes('prj'), cpg: bytes('cpg') }
}
