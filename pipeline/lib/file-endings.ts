/** How names of files of tables end; what a file is, its bytes tell. */
const ENDINGS =
  /\.(?:csv|tsv|txt|xlsx|xlsm|xls|ods|html|htm|xhtml|docx|pdf|shp|dbf|geojson|json|kml|kmz|zip)$/i

export function isTableFile(name: string): boolean {
  return ENDINGS.test(name)
}

export function withoutEnding(name: string): string {
  return name.replace(ENDINGS, '')
}
