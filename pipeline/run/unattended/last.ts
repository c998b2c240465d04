/** `.hiraku/last-unattended.json`: when the last unattended run was and how it ended, for `status`. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { isObject, listOf, textOf } from '../../lib/object.ts'
import { safeAddress } from '../log/safe.ts'
import { WAITS_FOR_PERSON } from '../publish/problems.ts'
import type { UnattendedResult } from './result.ts'

export interface LastPortal {
  readonly portal: string
  /** of the first error; undefined: all went well */
  readonly code?: string
  /** it could not be worked with at all */
  readonly isDown: boolean
}

export interface LastRun {
  /** when it ended; ISO 8601 */
  readonly at: string
  readonly isWell: boolean
  readonly portals: readonly LastPortal[]
  /** portals that earlier runs published to, and this one does no longer */
  readonly left: readonly string[]
}

const NAME = 'last-unattended.json'

export function noteRun(effects: Effects, state: string, result: UnattendedResult): void {
  const { acquire, build, published, isWell, milliseconds } = result
  const portals = published.map(({ portal, results, problems }): LastPortal => {
    // what nobody accepted is no fault of the portal: `status` tells it with its source
    const code = problems
      .kinds()
      .find(({ code, severity }) => severity === 'error' && !WAITS_FOR_PERSON.has(code))?.code
    const isDown = results.length === 0 || results.some(({ stopped }) => stopped)
    return { portal: safeAddress(portal), ...(code === undefined ? {} : { code }), isDown }
  })
  const former = readLastRun(effects, state)
  const names = new Set(portals.map(({ portal }) => portal))
  const before = [...(former?.left ?? []), ...(former?.portals ?? []).map(({ portal }) => portal)]
  const left = [...new Set(before)].filter((portal) => !names.has(portal)).sort()
  const note = {
    at: effects.now().toISOString(),
    isWell,
    portals,
    left,
    acquire: acquire.sources,
    requests: acquire.requests,
    build: build.sources,
    outcome: build.outcome,
    milliseconds: { ...milliseconds, ...acquire.phases },
  }
  effects.writeFile(path.join(state, NAME), `${JSON.stringify(note, null, 2)}\n`, { sync: false })
}

/** Undefined where there was none on this computer, or its note can not be read. */
export function readLastRun(effects: Pick<Effects, 'stat' | 'readFile'>, state: string): LastRun | undefined {
  const file = path.join(state, NAME)
  if (effects.stat(file) === undefined) return undefined
  try {
    const value: unknown = JSON.parse(readText(effects, file))
    const at = isObject(value) ? textOf(value.at) : undefined
    if (!isObject(value) || at === undefined || Number.isNaN(Date.parse(at))) return undefined
    const portals = listOf(value.portals).flatMap((one): readonly LastPortal[] => {
      const portal = isObject(one) ? textOf(one.portal) : undefined
      if (!isObject(one) || portal === undefined) return []
      const code = textOf(one.code)
      return [{ portal, ...(code === undefined ? {} : { code }), isDown: one.isDown === true }]
    })
    return { at, isWell: value.isWell === true, portals, left: listOf(value.left).map(String) }
  } catch {
    return undefined
  }
}
