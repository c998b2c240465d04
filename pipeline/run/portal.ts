/** `portals/<id>.yaml` and the conventions that it names (`schemas/portals/<preset>.yaml`), put together. */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import type { CkanConventions, CkanPortal, Limits } from '../lib/ckan.ts'
import type { Publisher } from '../lib/model.ts'
import { suggest } from '../lib/suggest.ts'
import type { Problem, Text } from '../problem.ts'
import { hasError } from '../problem.ts'
import { createGates, readAuthored } from '../validate/index.ts'
import { checkAddress, checkLines, checkNames, readAuthorities } from './portal/checks.ts'
import { portalProblem } from './portal/problems.ts'
import { secretLine } from './portal/secrets.ts'
import type { Schemas } from './schemas.ts'

export interface LoadedPortal extends CkanPortal {
  /** the authored file, from the project */
  readonly file: string
  /** what the conventions are called */
  readonly title: Text
  readonly tokenFile?: string
  readonly tokenEnv?: string
}

export interface PortalResult {
  readonly portal?: LoadedPortal
  readonly problems: readonly Problem[]
}

/** `schemas/portals/<preset>.yaml` */
interface Preset extends Omit<CkanConventions, 'names'> {
  readonly title: Text
  readonly url?: string
  readonly organization: string
  readonly datastore: boolean
  readonly limits: Limits
}

/** A line that is null takes the preset's away. */
type Lines = Readonly<Record<string, string | null>>

/** `portals/<id>.yaml` */
interface Authored {
  readonly preset: string
  readonly url?: string
  readonly organization?: string
  readonly name?: string
  readonly names?: Readonly<Record<string, string>>
  readonly licences?: Readonly<Record<string, string>>
  readonly licenceIds?: readonly string[]
  readonly tags?: readonly string[]
  readonly extras?: Lines
  readonly fields?: Lines
  readonly groups?: Readonly<Record<string, string>>
  readonly datastore?: boolean
  readonly limits?: Partial<Limits>
  readonly authorities?: string
  readonly tokenFile?: string
  readonly tokenEnv?: string
}

type Read = Pick<Schemas, 'get' | 'text' | 'within'>

const ID = /^[a-z0-9][a-z0-9-]*$/
const WORDS = 'portals/words.yaml'

/** Ids of the portals of a project: the files of its folder portals. */
export function portalsOf(effects: Effects, root: string): readonly string[] {
  return effects
    .list(path.join(root, 'portals'))
    .flatMap((name) => /^([a-z0-9][a-z0-9-]*)\.yaml$/.exec(name)?.[1] ?? [])
}

/** Names of the conventions that a portal file may name. */
export function presetsOf(schemas: Pick<Schemas, 'within'>): readonly string[] {
  return schemas
    .within('portals')
    .flatMap((name) => (name === WORDS ? [] : (/^portals\/([a-z0-9-]+)\.yaml$/.exec(name)?.[1] ?? [])))
}

/** What a person calls the portal that a preset is of. */
export function titleOfPreset(schemas: Pick<Schemas, 'get' | 'text'>, preset: string): Text {
  return readPreset(schemas, preset).title
}

export function loadPortal(effects: Effects, schemas: Read, root: string, name: string): PortalResult {
  if (!ID.test(name)) return { problems: [portalProblem('run/portal-name', {}, { name })] }
  const file = `portals/${name}.yaml`
  const at = path.join(root, file)
  if (effects.stat(at)?.isDirectory !== false) return { problems: [unknown(effects, schemas, root, name)] }
  const text = readText(effects, at)
  const line = secretLine(text)
  // first of all: no other problem may show the line that it stands in
  if (line !== undefined)
    return { problems: [portalProblem('run/portal-token-inside', { file, line }, { file, line })] }
  const gates = createGates(schemas.get)
  const gate = gates('authored/portal.schema.json')
  if (gate === undefined) throw new Error('schemas/authored/portal.schema.json is missing')
  const read = readAuthored<Authored>({ file, text }, gate, {})
  if (!('value' in read)) return read
  const authored = read.value
  const known = presetsOf(schemas)
  if (!known.includes(authored.preset)) return { problems: [noPreset(file, authored.preset, known)] }
  return assemble(effects, root, file, name, authored, readPreset(schemas, authored.preset))
}

/** The organization of a publisher at the portal. */
export function organizationOf(
  portal: Pick<LoadedPortal, 'organization' | 'file'>,
  { code, id }: Pick<Publisher, 'code' | 'id'>,
): { readonly name?: string; readonly problems: readonly Problem[] } {
  const name = portal.organization.replaceAll('{code}', code).replaceAll('{publisher}', id)
  if (/^[a-z0-9_-]{2,100}$/.test(name)) return { name, problems: [] }
  const { file } = portal
  return {
    problems: [portalProblem('run/organization-name', { file, key: 'organization' }, { file, actual: name })],
  }
}

function assemble(
  effects: Effects,
  root: string,
  file: string,
  id: string,
  authored: Authored,
  preset: Preset,
): PortalResult {
  const { authorities, tokenFile, tokenEnv } = authored
  const lines = {
    name: authored.name ?? preset.name,
    tags: [...preset.tags, ...(authored.tags ?? [])],
    fields: merged(preset.fields, authored.fields),
    extras: merged(preset.extras, authored.extras),
  }
  const address = checkAddress(file, authored.url ?? preset.url)
  const trusted = authorities === undefined ? undefined : readAuthorities(effects, root, file, authorities)
  const problems = [
    ...address.problems,
    ...(trusted?.problems ?? []),
    ...checkLines(file, lines),
    ...checkNames(file, lines.name, authored.names ?? {}),
  ]
  if (address.url === undefined || hasError(problems)) return { problems }
  const licenceIds = authored.licenceIds ?? preset.licenceIds
  const portal: LoadedPortal = {
    id,
    file,
    title: preset.title,
    url: address.url,
    organization: authored.organization ?? preset.organization,
    ...lines,
    names: authored.names ?? {},
    licences: { ...preset.licences, ...authored.licences },
    ...(licenceIds === undefined ? {} : { licenceIds: withOwn(licenceIds, authored.licences) }),
    groups: { ...preset.groups, ...authored.groups },
    datastore: authored.datastore ?? preset.datastore,
    limits: { ...preset.limits, ...authored.limits },
    ...(trusted?.pem === undefined ? {} : { authorities: trusted.pem }),
    ...(tokenFile === undefined ? {} : { tokenFile }),
    ...(tokenEnv === undefined ? {} : { tokenEnv }),
  }
  return { portal, problems }
}

/** What a person maps a licence to is an id that the portal has: the list may be older than the portal. */
function withOwn(ids: readonly string[], own: Readonly<Record<string, string>> = {}): readonly string[] {
  return [...new Set([...ids, ...Object.values(own)])]
}

function merged(preset: Readonly<Record<string, string>>, own: Lines = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({ ...preset, ...own }).flatMap(([key, line]) => (line === null ? [] : [[key, line]])),
  )
}

function readPreset(schemas: Pick<Read, 'get' | 'text'>, name: string): Preset {
  const gate = createGates(schemas.get)('portals/preset.schema.json')
  if (gate === undefined) throw new Error('schemas/portals/preset.schema.json is missing')
  const file = `portals/${name}.yaml`
  const read = readAuthored<Preset>({ file: `schemas/${file}`, text: schemas.text(file) ?? '' }, gate, {})
  if ('value' in read) return read.value
  throw new Error(`schemas/${file}: ${read.problems[0]?.message.en}`)
}

function unknown(effects: Effects, schemas: Read, root: string, name: string): Problem {
  const there = portalsOf(effects, root)
  const presets = presetsOf(schemas)
  const preset = presets.includes(name) ? name : (suggest(name, presets) ?? 'ckan')
  const { url } = readPreset(schemas, preset)
  const address = url === undefined ? ', url: "https://…/"' : ''
  const near = suggest(name, there)
  return portalProblem(
    'run/portal-unknown',
    {},
    {
      name,
      there: there.join(', ') || '—',
      presets: presets.join(', '),
      example: `{ preset: ${preset}${address}, organization: "…" }`,
      hintJa: near === undefined ? '' : `「${near}」のことですか。`,
      hintEn: near === undefined ? '' : `Did you mean "${near}"?`,
    },
  )
}

function noPreset(file: string, actual: string, known: readonly string[]): Problem {
  const near = suggest(actual, known)
  return portalProblem(
    'run/portal-preset',
    { file, key: 'preset' },
    {
      file,
      actual,
      expected: known.join(', '),
      hintJa: near === undefined ? '' : `「${near}」のことですか。`,
      hintEn: near === undefined ? '' : `Did you mean "${near}"?`,
    },
  )
}
