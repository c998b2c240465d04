/** `--to`: the name of a portal's file, `folder:PATH` or `s3:BUCKET/PREFIX` → a target. */
import path from 'node:path'
import type { Effects } from '../../effects.ts'
import type { CkanConventions } from '../../lib/ckan.ts'
import { createHttpClient, type Wait } from '../../lib/http/client.ts'
import type { Offer } from '../../lib/offer.ts'
import { hasError, type Problem, type Text, UserError } from '../../problem.ts'
import { createCkanApi, createCkanTarget, createFolderTarget } from '../../publish/index.ts'
import { layoutOf } from '../layout.ts'
import type { Machine } from '../options.ts'
import { unusedNames } from '../portal/checks.ts'
import {
  type LoadedPortal,
  loadPortal,
  organizationOf,
  portalsOf,
  presetsOf,
  titleOfPreset,
} from '../portal.ts'
import { readToken } from '../portal-token.ts'
import type { Rooms } from '../rooms.ts'
import { openSchemas } from '../schemas.ts'
import type { OfferingPublisher } from './choose.ts'
import type { Dist } from './offering.ts'
import { publishRunProblem } from './problems.ts'
import type { PublishOptions } from './result.ts'
import type { OpenedTarget, OpenTarget } from './run.ts'
import { openS3 } from './s3.ts'

export interface Where {
  readonly to: string
  readonly mode: PublishOptions['mode']
  readonly tokenFile?: string
  /** told before each wait for another try */
  readonly waits?: (wait: Wait) => void
}

export interface TargetInfo {
  readonly name: string
  readonly title: Text
  /** false: a preset that a file may name */
  readonly isFile: boolean
}

/** Portals that the project has a file for, then the presets. */
export function listTargets(effects: Effects, machine: Machine, root: string): readonly TargetInfo[] {
  const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
  const files = portalsOf(effects, root).map((name): TargetInfo => {
    const { portal } = loadPortal(effects, schemas, root, name)
    const title =
      portal === undefined
        ? { ja: '（ファイルに誤りがあります）', en: '(its file has a fault)' }
        : portal.title
    return { name, title, isFile: true }
  })
  const presets = presetsOf(schemas).map(
    (name): TargetInfo => ({ name, title: titleOfPreset(schemas, name), isFile: false }),
  )
  return [...files, ...presets]
}

/**
 * What can be known of a portal before anything is fetched: that there is one of that name, whose file is as it should be,
 * and a token for it. Throws a UserError. Nothing is asked of the network.
 */
export function checkTarget(effects: Effects, machine: Machine, root: string, to: string): void {
  if (to === 'folder:') throw new UserError(publishRunProblem('run/publish-folder-name', {}))
  if (to.startsWith('folder:')) return
  if (to.startsWith('s3:')) {
    openS3(effects, to.slice('s3:'.length))
    return
  }
  const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
  const { portal, problems } = loadPortal(effects, schemas, root, to)
  if (portal === undefined) throw firstOf(problems)
  const found = readToken(effects, root, portal)
  if (found.token === undefined) throw firstOf(found.problems)
}

/** Nothing is asked of the network before the plan is. */
export function targetOpener(effects: Effects, machine: Machine, root: string, where: Where): OpenTarget {
  const { to } = where
  if (to === 'folder:') throw new UserError(publishRunProblem('run/publish-folder-name', {}))
  if (to.startsWith('folder:')) return async () => openFolder(effects, root, to.slice('folder:'.length))
  if (to.startsWith('s3:')) return async () => openS3(effects, to.slice('s3:'.length))
  return async (publishers, dist) => {
    const schemas = openSchemas(effects, root, machine.packageFolder, [], 0)
    const { portal, problems } = loadPortal(effects, schemas, root, to)
    if (portal === undefined) throw firstOf(problems)
    const rooms = await machine.rooms(schemas)
    const opened = openCkan(effects, root, where, portal, publishers, dist, rooms)
    return { ...opened, problems: [...problems, ...opened.problems] }
  }
}

function openFolder(effects: Effects, root: string, folder: string): OpenedTarget {
  const place = {
    folder: path.resolve(root, folder),
    dist: layoutOf(effects, root).dist,
    sources: path.join(root, 'sources'),
    project: root,
  }
  return { target: createFolderTarget(effects, place), atOnce: 1, mayChange: true, problems: [] }
}

function openCkan(
  effects: Effects,
  root: string,
  { mode, tokenFile, waits }: Where,
  portal: LoadedPortal,
  publishers: readonly OfferingPublisher[],
  dist: Dist,
  { ckanDataset }: Rooms,
): OpenedTarget {
  if (ckanDataset === undefined) throw new Error('the rooms do not describe for CKAN')
  const { token, problems } = readToken(effects, root, portal, tokenFile)
  // what is public can be looked at without one
  if (token === undefined && (mode === 'apply' || mode === 'repair')) throw firstOf(problems)
  const organizations = publishers.map(({ id, code, base }) => ({
    code,
    base,
    ...organizationOf(portal, { id, code }),
  }))
  const named = organizations.flatMap(({ code, base, name }) =>
    name === undefined ? [] : [{ code, base, organization: name }],
  )
  const unnamed = organizations.flatMap((one) => one.problems)
  if (unnamed.length > 0) throw firstOf(unnamed)
  const limits = {
    ...portal.limits,
    ...(portal.authorities === undefined ? {} : { authorities: portal.authorities }),
  }
  const { http: send, pause, now, chance } = effects
  const api = createCkanApi(
    portal,
    token,
    createHttpClient({ send, pause, now, chance, ...(waits === undefined ? {} : { waits }) }, limits),
  )
  const target = createCkanTarget({
    portal,
    api,
    datasetOf: (offer: Offer) => describe(ckanDataset, dist, offer, portal),
    publishers: named,
    sha256: effects.sha256,
    pause,
    chance,
  })
  // what is public can be looked at without a token; one that is broken is told all the same
  const told = problems.filter(({ code }) => code !== 'run/token-missing')
  return {
    target,
    atOnce: portal.limits.concurrency,
    mayChange: token !== undefined,
    problems: [...told, ...unusedNames(portal, dist.ids)],
  }
}

function describe(
  ckanDataset: NonNullable<Rooms['ckanDataset']>,
  dist: Dist,
  offer: Offer,
  conventions: CkanConventions,
) {
  const described = dist.read(offer.id)
  return described === undefined ? { problems: [] } : ckanDataset(described.package, conventions)
}

function firstOf(problems: readonly Problem[]): Error {
  const problem = problems.find((one) => hasError([one])) ?? problems[0]
  return problem === undefined ? new Error('no target, and no problem that says why') : new UserError(problem)
}
