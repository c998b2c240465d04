/** A project that may publish: a copy of this one's sources under an address that is nobody's stand-in, built. */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PACKAGE } from './job.ts'

const CLI = path.join(PACKAGE, 'build', 'cli.js')

export interface PublishingProject {
  readonly root: string
  /** runs the command to its end */
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Ran
  /** starts it, kills it after so many milliseconds (SIGKILL: it can clean up nothing); true where it was still at work */
  readonly runKilled: (
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    after: number,
  ) => Promise<boolean>
  /** Ctrl-C after so many milliseconds: what it ended with, and what it said */
  readonly runInterrupted: (
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    after: number,
  ) => Promise<{ readonly signal: string | null; readonly stderr: string }>
  readonly write: (file: string, text: string) => void
  readonly remove: () => void
}

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** `more`: lines of publisher.yaml, which make other files. */
export function publishingProject(more = ''): PublishingProject {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'hiraku-publishing-'))
  fs.cpSync(path.join(PACKAGE, 'sources'), path.join(root, 'sources'), { recursive: true })
  fs.appendFileSync(
    path.join(root, 'sources', '142140', 'publisher.yaml'),
    `baseIri: https://opendata.city.example.jp/\n${more}`,
  )
  const start = (args: readonly string[]): readonly string[] => [CLI, ...args]
  const environment = (env: Readonly<Record<string, string>>) => ({ ...process.env, NO_COLOR: '1', ...env })
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Ran => {
    const { status, stdout, stderr } = spawnSync(process.execPath, start(args), {
      cwd: root,
      env: environment(env),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    return { status, stdout, stderr }
  }
  const built = run(['build'])
  if (built.status !== 0) throw new Error(built.stderr)
  return {
    root,
    run,
    runKilled: (args, env, after) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, start(args), {
          cwd: root,
          env: environment(env),
          stdio: 'ignore',
        })
        const timer = setTimeout(() => child.kill('SIGKILL'), after)
        child.on('exit', (_, signal) => {
          clearTimeout(timer)
          resolve(signal === 'SIGKILL')
        })
      }),
    runInterrupted: (args, env, after) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, start(args), {
          cwd: root,
          env: environment(env),
          stdio: ['ignore', 'ignore', 'pipe'],
        })
        let stderr = ''
        child.stderr.on('data', (chunk: Buffer) => {
          stderr += String(chunk)
        })
        const timer = setTimeout(() => child.kill('SIGINT'), after)
        child.on('close', (_, signal) => {
          clearTimeout(timer)
          resolve({ signal, stderr })
        })
      }),
    write: (file, text) => {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      fs.writeFileSync(path.join(root, file), text)
    },
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  }
}
