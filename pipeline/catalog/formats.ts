/** The three forms in which records come out, and what each vocabulary calls them. */

export type FormatId = 'csv' | 'json' | 'jsonld'

export interface Format {
  readonly id: FormatId
  readonly label: string
  /** IANA media type */
  readonly mediaType: string
  /** EU file type authority table: http://publications.europa.eu/resource/authority/file-type */
  readonly fileType: string
  /** what stands beside the file and says what is in it */
  readonly schemaSuffix: string | null
}

/** In the order in which they are listed everywhere. */
export const FORMATS: readonly Format[] = [
  { id: 'csv', label: 'CSV', mediaType: 'text/csv', fileType: 'CSV', schemaSuffix: 'csv-metadata.json' },
  { id: 'json', label: 'JSON', mediaType: 'application/json', fileType: 'JSON', schemaSuffix: 'schema.json' },
  {
    id: 'jsonld',
    label: 'JSON-LD',
    mediaType: 'application/ld+json',
    fileType: 'JSON_LD',
    schemaSuffix: null,
  },
]
