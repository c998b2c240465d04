/** The forms in which records come out, and what each vocabulary calls them. */

export type FormatId = 'csv' | 'csv-sjis' | 'json' | 'jsonld' | 'geojson' | 'parquet'

export interface Format {
  readonly id: FormatId
  /** the file is `<dataset>.<suffix>` */
  readonly suffix: string
  readonly label: string
  /** where formats are named by a list of their own: both CSV files are CSV */
  readonly short: string
  /** IANA media type */
  readonly mediaType: string
  /** parameters of the media type, where the form can not be told without */
  readonly parameters?: string
  /** what Data Package calls it; `csv` for both CSV files, which differ in their encoding */
  readonly name: string
  /** as Data Package has it; absent: no text */
  readonly encoding?: string
  /** EU file type authority table: http://publications.europa.eu/resource/authority/file-type */
  readonly fileType: string
  /** what stands beside the file and says what is in it */
  readonly schemaSuffix: string | null
}

/** In the order in which they are listed everywhere. */
export const FORMATS: readonly Format[] = [
  {
    id: 'csv',
    suffix: 'csv',
    label: 'CSV',
    short: 'CSV',
    mediaType: 'text/csv',
    name: 'csv',
    encoding: 'utf-8',
    fileType: 'CSV',
    schemaSuffix: 'csv-metadata.json',
  },
  {
    // RFC 7111 lets a CSV say its charset; the IANA name of what Windows writes is Windows-31J, and all say Shift_JIS
    id: 'csv-sjis',
    suffix: 'sjis.csv',
    label: 'CSV Shift_JIS',
    short: 'CSV',
    mediaType: 'text/csv',
    parameters: 'charset=Shift_JIS',
    name: 'csv',
    encoding: 'shift_jis',
    fileType: 'CSV',
    schemaSuffix: null,
  },
  {
    id: 'json',
    suffix: 'json',
    label: 'JSON',
    short: 'JSON',
    mediaType: 'application/json',
    name: 'json',
    encoding: 'utf-8',
    fileType: 'JSON',
    schemaSuffix: 'schema.json',
  },
  {
    id: 'jsonld',
    suffix: 'jsonld',
    label: 'JSON-LD',
    short: 'JSON-LD',
    mediaType: 'application/ld+json',
    name: 'jsonld',
    encoding: 'utf-8',
    fileType: 'JSON_LD',
    schemaSuffix: null,
  },
  {
    id: 'geojson',
    suffix: 'geojson',
    label: 'GeoJSON',
    short: 'GeoJSON',
    mediaType: 'application/geo+json',
    name: 'geojson',
    encoding: 'utf-8',
    fileType: 'GEOJSON',
    schemaSuffix: null,
  },
  {
    id: 'parquet',
    suffix: 'parquet',
    label: 'Parquet',
    short: 'Parquet',
    mediaType: 'application/vnd.apache.parquet',
    name: 'parquet',
    fileType: 'PARQUET',
    schemaSuffix: null,
  },
]

export function formatOf(id: FormatId): Format {
  const format = FORMATS.find((known) => known.id === id)
  if (format === undefined) throw new Error(`no such format: ${id}`)
  return format
}

/** The media type as it is said of a file, with its charset where that must be known. */
export function fullMediaType({ mediaType, parameters }: Format): string {
  return parameters === undefined ? mediaType : `${mediaType}; ${parameters}`
}
