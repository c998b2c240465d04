/** Plan, then apply or verify: alone, on dist/ as it lies, whatever the target. */
import path from 'node:path'
import { type Effects, readText } from '../../effects.ts'
import { parseYaml } from '../../lib/yaml.ts'
import { type Problem, UserError } from '../../problem.ts'
import type { Target } from '../../publish/index.ts'
import { collect } from '../../report/collect.ts'
import { withLock } from '../around.ts'
import { layoutOf } from '../layout.ts'
import { notePublished } from '../ledger/publish-notes.ts'
import { openAccepted } from './accepted.ts'
import { choose, type OfferingPublisher } from './choose.ts'
import { type Dist, openDist } from './offering.ts'
import { publishRunProblem, WAITS_FOR_PERSON } from './problems.ts'
import { nothingDone, type PublishOptions, type PublishResult } from './result.ts'
import { createTeller } from './tell.ts'
import { planAndApply, verifyAll } from './work.ts'

/** Asked when it is known that there is something to publish; throws a UserError where there is no such target. */
export type OpenTarget = (publishers: readonly OfferingPublisher[], dist: Dist) => Promise<OpenedTarget>

export interface OpenedTarget {
  readonly target: Target
  /** datasets worked on at once */
  readonly atOnce: number
  /** false: it can be looked at, not changed (no token) */
  readonly mayChange: boolean
  readonly problems: readonly Problem[]
}

/** Alone; throws a UserError where there is nothing to publish. */
export async function publish(
  effects: Effects,
  options: PublishOptions,
  openTarget: OpenTarget,
): Promise<PublishResult> {
  const { root } = options
  const layout = layoutOf(effects, root)
  return withLock(
    effects,
    layout.state,
    'publish',
    async () => {
      const problems = collect()
      const dist = openDist(effects, layout.dist, problems.add)
      if (dist.ids.length === 0)
        throw new UserError(publishRunProblem('run/publish-nothing', { file: 'dist/SHA256SUMS' }))
      const { offering, count, refused, reasons, read, publishers } = choose(dist, problems, {
        only: options.only,
        isUnattended: options.isUnattended === true,
        authoredOf: (publisher) => authoredPublisher(effects, root, publisher),
        acceptedOf: openAccepted(effects, layout),
      })
      const { target, atOnce, mayChange, problems: opening } = await openTarget(publishers, dist)
      problems.add(opening)
      // what waits to be accepted has not failed: `status` tells it as what it is
      const ends = new Map<string, string | undefined>(
        [...reasons].filter(([, code]) => !WAITS_FOR_PERSON.has(code)),
      )
      const settled = (id: string, found: readonly Problem[]): void => {
        ends.set(id, found.find(({ severity }) => severity === 'error')?.code)
      }
      const isDataset = (id: string) => dist.ids.includes(id)
      const given = {
        effects,
        options,
        target,
        atOnce,
        mayChange,
        read,
        isDataset,
        count,
        settled,
        ...createTeller(problems),
      }
      const run =
        count === 0
          ? nothingDone()
          : await (options.mode === 'verify' || options.mode === 'repair'
              ? verifyAll(given, offering)
              : planAndApply(given, offering))
      const { portal, mode } = options
      if (portal !== undefined && (mode === 'apply' || mode === 'repair'))
        notePublished(effects, layout, portal, ends)
      return {
        command: 'publish',
        mode: options.mode,
        target: target.label,
        requests: target.requests(),
        stopped: given.isGone(),
        problems,
        ...run,
        plan: { ...run.plan, refused: run.plan.refused + refused },
      }
    },
    { wait: options.wait, onWait: options.onWait, as: options.as },
  )
}

/** As it stands now, unchecked; build has checked what dist/ was made of. */
function authoredPublisher(effects: Effects, root: string, publisher: string): unknown {
  const file = path.join(root, 'sources', publisher, 'publisher.yaml')
  return /^[\w.-]+$/.test(publisher) && effects.stat(file) !== undefined
    ? parseYaml(readText(effects, file)).value
    : undefined
}
