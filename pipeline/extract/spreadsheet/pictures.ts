/** The pictures that a file carries, as they are: who asks where they were taken reads them. */
import type { Picture } from '../../lib/grid.ts'
import { aside, type Reading } from './reading.ts'
import { unpackWhole, type Zip } from './zip.ts'

/** Of larger ones, and of more, nobody needs the bytes: photographs of a camera have up to 20 MB. */
const LARGEST = 40_000_000
const MOST_BYTES = 200_000_000

/** Parts under a folder whose names end as pictures do, as long as they fit; one that can not be read is left out. */
export function picturesIn(zip: Zip, folder: RegExp, reading: Reading): readonly Picture[] {
  const pictures: Picture[] = []
  let total = 0
  for (const [name, { packed }] of zip.entries) {
    if (!folder.test(name) || !/\.(?:jpe?g|jpe|jfif|png|tiff?|webp)$/.test(name)) continue
    if (packed > LARGEST || total > MOST_BYTES) continue
    const own = aside(reading)
    const bytes = unpackWhole(zip, name, own.reading)
    own.done()
    if (bytes === undefined || own.reading.fault !== undefined) continue
    total += bytes.length
    pictures.push({ name, bytes })
  }
  return pictures
}
