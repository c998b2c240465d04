/** What source.yaml says of where a source comes from: parsed only where the file is another than the one remembered. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { hidesNothing, shown } from '../../lib/address.ts'
import type { SourceDeclaration } from '../../lib/declaration.ts'
import { isObject, textOf } from '../../lib/object.ts'
import { parseYaml } from '../../lib/yaml.ts'
import type { Problem, Text } from '../../problem.ts'
import { UNKNOWN } from '../entry.ts'
import { signatureOf } from '../files.ts'
import type { Declared, Ledger } from '../ledger/note.ts'
import { nameOf, type SourceFolder } from '../project.ts'
import type { Schemas } from '../schemas.ts'

export interface DeclaredSource {
  readonly declared: Declared
  /** it says another origin than when it was last asked */
  readonly isOther: boolean
}

/** `taken`: the file system's clock when the run began. `schemas` is called only for a source that is read. */
export async function readDeclared(
  effects: Effects,
  root: string,
  folder: SourceFolder,
  ledger: Ledger,
  taken: number,
  schemas: () => Pick<Schemas, 'get'>,
): Promise<DeclaredSource | readonly Problem[]> {
  const source = nameOf(folder)
  const name = `sources/${source}/source.yaml`
  const file = path.join(root, name)
  const stat = effects.stat(file)
  const known = ledger.get(source).declared
  const signature = stat === undefined ? UNKNOWN : signatureOf(stat, taken)
  const isAsRead = known !== undefined && known.signature === signature && signature !== UNKNOWN
  // what is masked is nowhere but in source.yaml
  if (isAsRead && known.masked !== true && isShown(known.origin)) return { declared: known, isOther: false }
  const text = stat === undefined ? '' : readText(effects, file)
  const { value } = parseYaml(text)
  const origin = isObject(value) ? value.from : undefined
  if (isObject(value) && origin === undefined) {
    const declared = {
      signature,
      origin: null,
      frequency: textOf(value.frequency) ?? null,
      title: titleOf(value.title),
    }
    ledger.set(source, { declared })
    return { declared, isOther: false }
  }
  const { createGates, readAuthored } = await import('../../validate/index.ts')
  const gate = createGates(schemas().get)('authored/source.schema.json')
  if (gate === undefined) throw new Error('schemas/authored/source.schema.json is missing')
  const read = readAuthored<SourceDeclaration>({ file: name, text }, gate, { source })
  if ('problems' in read) return read.problems
  const { from, frequency, title } = read.value
  const declared: Declared = { signature, origin: from ?? null, frequency: frequency ?? null, title }
  const kept: Declared = isShown(declared.origin)
    ? declared
    : { ...declared, origin: shownOrigin(declared.origin), masked: true }
  const isOther =
    known !== undefined &&
    !isAsRead &&
    // which of two secrets it was nobody knows
    (kept.masked === true || textOfOrigin(known.origin) !== textOfOrigin(kept.origin))
  ledger.set(source, { declared: kept })
  return { declared, isOther }
}

function isShown(origin: Declared['origin']): boolean {
  return addressesOf(origin).every((one) => hidesNothing(one))
}

function addressesOf(origin: Declared['origin']): readonly string[] {
  if (origin === null) return []
  if ('url' in origin) return [origin.url]
  if ('page' in origin) return [origin.page]
  return 'ckan' in origin ? [origin.ckan] : []
}

function shownOrigin(origin: Declared['origin']): Declared['origin'] {
  if (origin === null) return null
  if ('url' in origin) return { ...origin, url: shown(origin.url) }
  if ('page' in origin) return { ...origin, page: shown(origin.page) }
  return 'ckan' in origin ? { ...origin, ckan: shown(origin.ckan) } : origin
}

/** The ledger keeps the members in an order of its own. */
function textOfOrigin(origin: Declared['origin']): string {
  return JSON.stringify(Object.entries(origin ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function titleOf(value: unknown): Text {
  if (!isObject(value)) return { ja: '', en: '' }
  return { ja: textOf(value.ja) ?? '', en: textOf(value.en) ?? '' }
}
