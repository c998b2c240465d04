/** One row of the table of trials: killed at many moments, looked at, run again. */
import fs from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import {
  chance,
  copyOf,
  leftovers,
  run,
  SEED,
  startAndKill,
  sumsFault,
  temporary,
  treeOf,
} from './project.ts'

export interface Row {
  readonly name: string
  readonly argv: readonly string[]
  /** a project as it is before the command */
  readonly prepare: (cli: string) => string
  /** the published folder, relative to the project */
  readonly published: string
  /**
   * whole: old or new, nothing else. chain: by several whole states. converging: each file is old or new, and
   * SHA256SUMS comes last (a folder that is published to has no swap)
   */
  readonly promise: 'whole' | 'chain' | 'converging'
  /** folders that are as before or as after, each as a whole, once a command came by */
  readonly units?: readonly string[]
  /** files or folders whose appearance is a moment to kill at */
  readonly moments: readonly string[]
  /** what is run to go on; absent: the command itself */
  readonly again?: readonly (readonly string[])[]
}

export interface Tally {
  readonly kills: number
  readonly atWork: number
  readonly phases: Readonly<Record<string, number>>
  /** what was found: old or new */
  readonly found: Readonly<Record<string, number>>
  readonly milliseconds: number
}

export async function trial(cli: string, row: Row, kills: number): Promise<Tally> {
  const template = row.prepare(cli)
  const before = stateOf(template, row)
  const whole = copyOf(template)
  const began = performance.now()
  const first = run(cli, whole, row.argv)
  const length = performance.now() - began
  expect(first.status, first.out).toBeLessThanOrEqual(1)
  for (const argv of row.again ?? []) run(cli, whole, argv)
  const after = stateOf(whole, row)
  expect(after, 'the command changes something').not.toEqual(before)
  const random = chance(SEED)
  const phases: Record<string, number> = {}
  const found: Record<string, number> = {}
  let atWork = 0
  for (let i = 0; i < kills; i += 1) {
    const root = copyOf(template)
    // two of three at moments spread over the run, one where a file appears
    const moment = i % 3 === 2 ? row.moments[Math.floor(i / 3) % row.moments.length] : undefined
    const when = moment ?? ((i + random()) / kills) * length * 1.05
    const killed = await startAndKill(cli, root, row.argv, when)
    const phase = killed.atWork ? phaseOf(root) : 'ended'
    if (killed.atWork) atWork += 1
    count(phases, phase)
    const label = `${row.name}, kill ${i} at ${when} (${phase}, seed ${SEED})`
    count(found, lookAt(cli, root, row, before, after, label))
    let said = ''
    for (const argv of row.again ?? [row.argv]) {
      const again = run(cli, root, argv)
      said += again.out
      expect(again.status, `${label}: ${again.out}`).toBeLessThanOrEqual(1)
    }
    expect(stateOf(root, row), `${label}: state after going on\n${said}`).toEqual(after)
    expect(sumsFault(path.join(root, row.published)), label).toBeUndefined()
    expect(leftovers(root), label).toEqual([])
    fs.rmSync(root, { recursive: true, force: true })
  }
  for (const one of [template, whole]) fs.rmSync(one, { recursive: true, force: true })
  return { kills, atWork, phases, found, milliseconds: Math.round(length) }
}

type State = Readonly<Record<string, Readonly<Record<string, string>>>>

function stateOf(root: string, { published, units = [] }: Row): State {
  return Object.fromEntries([published, ...units].map((name) => [name, treeOf(path.join(root, name))]))
}

/** As whoever comes next sees it. */
function lookAt(cli: string, root: string, row: Row, before: State, after: State, label: string): string {
  const { published, promise, units = [] } = row
  const raw = treeOf(path.join(root, published))
  if (promise === 'converging') {
    const was = before[published] ?? {}
    const is = after[published] ?? {}
    for (const [name, hash] of Object.entries(raw).filter(([one]) => !one.endsWith('part')))
      expect([was[name], is[name]], `${label}: ${name}`).toContain(hash)
    return sumsFault(path.join(root, published)) === undefined ? 'whole' : 'on its way'
  }
  // before anything was run: absent, or a state, whole
  if (Object.keys(raw).length > 0) expect(sumsFault(path.join(root, published)), label).toBeUndefined()
  const next = run(cli, root, ['explain', '129992_aed', 'nothing'])
  expect(next.status, `${label}: ${next.out}`).toBeLessThanOrEqual(2)
  expect(next.out, label).not.toMatch(/cli\/bug|cli\/system/)
  const now = stateOf(root, row)
  const seen = units.map((unit) => {
    const same = (state: State): boolean => JSON.stringify(now[unit]) === JSON.stringify(state[unit])
    expect(same(before) || same(after), `${label}: ${unit}\n${JSON.stringify(now[unit], null, 1)}`).toBe(true)
    return same(after)
  })
  if (promise === 'chain') {
    expect(sumsFault(path.join(root, published)), label).toBeUndefined()
    return seen.every(Boolean) ? 'new' : seen.some(Boolean) ? 'between' : 'old'
  }
  const is = JSON.stringify(now[published])
  const state = is === JSON.stringify(before[published]) ? 'old' : 'new'
  expect(now[published], label).toEqual(state === 'old' ? before[published] : after[published])
  if (Object.keys(now[published] ?? {}).length > 0)
    expect(sumsFault(path.join(root, published)), label).toBeUndefined()
  return state
}

/** Where it was when it was killed, by what lies there. */
function phaseOf(root: string): string {
  const state = path.join(root, '.hiraku')
  const has = (name: string): boolean => fs.existsSync(path.join(state, name))
  if (has('swap.json')) return 'swap'
  if (has('replacing')) return 'replacing a source'
  if (!has('lock')) return 'before or after the lock'
  if (has('adding')) return 'writing a source'
  if (has('stage') || fs.readdirSync(root).some((name) => name.endsWith('-stage'))) return 'staging'
  if (has('next')) return 'working'
  return 'with the lock'
}

function count(into: Record<string, number>, name: string): void {
  into[name] = (into[name] ?? 0) + 1
}

export { temporary }
