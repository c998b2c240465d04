// Our own files, spoiled as real mistakes would: what checks ours must see these too.
// usage: FOLDER_OF_DATASETS WHERE
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const [from, where] = process.argv.slice(2)

/** A copy of the dataset's folder in which one file is changed, or taken away. */
function spoil(name, id, extension, change, own = `${id}.${extension}`) {
  const folder = path.join(where, name)
  cpSync(path.join(from, id), folder, { recursive: true })
  const file = path.join(folder, own)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${name}: nothing was spoiled in ${own}`)
  if (after === undefined) rmSync(file)
  else writeFileSync(file, after)
}

const aed = '129992_aed'
const list = '129992_open_data_list'
spoil('date', list, 'csv', (text) => text.replace(/,(\d{4})-(\d\d)-(\d\d),/, ',$1/$2/$3,'))
spoil('code', list, 'csv', (text) => text.replace(/,1(\d{5}),/, ',$1,'))
spoil('row', aed, 'csv', (text) => text.replace(/,\r\n$/, '\r\n'))
// what reads the records must see that theirs are not those of the JSON
spoil('zero', aed, 'json', (text) => text.replace(/"0+(\d+)"/, '"$1"'))
spoil('absent', aed, 'csv', () => undefined)
spoil('map', aed, 'geojson', (text) =>
  text.replace(/"coordinates":\[([\d.]+),([\d.]+)\]/, '"coordinates":[$2,$1]'),
)
// a day is no moment (RFC 4287, 3.3)
spoil('feed', aed, 'atom', (text) => text.replaceAll('T00:00:00+09:00', ''), 'changes.atom')
