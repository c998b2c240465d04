/**
 * The new state appears whole or not at all: two renames with a journal. Between them dist/ is absent, never
 * mixed; whoever comes next finishes or undoes what was interrupted.
 */
import path from 'node:path'
import { type Effects, readText } from '../effects.ts'
import { isObject, textOf } from '../lib/object.ts'
import type { Layout } from './layout.ts'
import { promote } from './store.ts'

type Places = Pick<Layout, 'dist' | 'stage' | 'old' | 'next' | 'cache'>

/** Puts the stage, which must be complete and synced, in the place of dist/. */
export function swap(effects: Effects, layout: Layout): void {
  const { dist, stage, old, next, cache } = layout
  effects.remove(old)
  const journal: Places = { dist, stage, old, next, cache }
  effects.writeFile(journalOf(layout.state), formatJournal(layout.state, journal))
  try {
    if (effects.stat(dist) !== undefined) effects.rename(dist, old)
    effects.rename(stage, dist)
  } catch (error) {
    // the system says no (a mount, a right): the former state is in its place again before that is told
    undo(effects, layout.state, journal)
    throw error
  }
  settle(effects, layout.state, journal)
}

/** Finishes or undoes an interrupted swap. Gives what was done, undefined where there was none. */
export function recover(effects: Effects, state: string): 'finished' | 'undone' | undefined {
  const file = journalOf(state)
  if (effects.stat(file) === undefined) return undefined
  const journal = parseJournal(state, readText(effects, file))
  if (journal === undefined) {
    effects.remove(file)
    return 'undone'
  }
  const { dist, stage } = journal
  const there = (folder: string) => effects.stat(folder) !== undefined
  // the first rename was not done: dist/ is the former state, whole
  const isFormer = there(dist) && there(stage)
  if (!isFormer && there(stage)) tryRename(effects, stage, dist)
  if (!isFormer && there(dist)) {
    settle(effects, state, journal)
    return 'finished'
  }
  putFormer(effects, journal)
  for (const left of [file, stage, journal.next]) effects.remove(left)
  return 'undone'
}

/** Where dist/ is gone and the former state is there still, whatever became of the journal. */
export function putFormer(effects: Effects, { dist, old }: Pick<Places, 'dist' | 'old'>): void {
  if (effects.stat(dist) === undefined && effects.stat(old) !== undefined) effects.rename(old, dist)
}

/** What the system refuses for good (a mount, a right) must not stop the way back. */
function tryRename(effects: Effects, from: string, to: string): void {
  try {
    effects.rename(from, to)
  } catch {
    return
  }
}

/** Where even this fails, the journal stays for whoever comes next. */
function undo(effects: Effects, state: string, journal: Places): void {
  try {
    putFormer(effects, journal)
    effects.remove(journalOf(state))
  } catch {
    return
  }
}

/** dist/ is the new state: what is remembered follows it, then the former state goes. */
function settle(effects: Effects, state: string, journal: Places): void {
  effects.syncFolder(path.dirname(journal.dist))
  if (path.dirname(journal.stage) !== path.dirname(journal.dist))
    effects.syncFolder(path.dirname(journal.stage))
  promote(effects, journal)
  try {
    effects.remove(journal.old)
  } finally {
    effects.remove(journalOf(state))
  }
}

/** It lies there while a swap is at work, or was interrupted. */
export function journalOf(state: string): string {
  return path.join(state, 'swap.json')
}

/** Paths are relative to .hiraku/, so that a project may be moved between a crash and the recovery. */
function formatJournal(state: string, places: Places): string {
  const relative = Object.entries(places).map(([name, folder]) => [name, path.relative(state, folder)])
  return `${JSON.stringify(Object.fromEntries(relative), null, 2)}\n`
}

function parseJournal(state: string, text: string): Places | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) return undefined
    const [dist, stage, old, next, cache] = ['dist', 'stage', 'old', 'next', 'cache'].map((name) => {
      const folder = textOf(value[name])
      return folder === undefined ? undefined : path.resolve(state, folder)
    })
    const whole = dist !== undefined && stage !== undefined && old !== undefined
    return whole && next !== undefined && cache !== undefined ? { dist, stage, old, next, cache } : undefined
  } catch {
    return undefined
  }
}
