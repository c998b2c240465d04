/** The only child processes: git, and (for `rebuild --install` alone) npm and another Hiraku. Never through a shell. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

export interface GitInput {
  /** goes to its standard input */
  readonly input?: string | Uint8Array
  /** its standard output goes into this file, which is made anew, so that memory does not grow with it */
  readonly into?: string
  /** an index of its own beside the repository's, which stays as it is */
  readonly index?: string
}

export interface ProgramAnswer {
  readonly exit: number
  /** blank where it went into a file */
  readonly stdout: Uint8Array
  readonly stderr: string
}

/** Undefined where the program is not there. The arguments are a list: nothing in them is a word of a shell. */
export type RunGit = (
  args: readonly string[],
  folder: string,
  given?: GitInput,
) => Promise<ProgramAnswer | undefined>

export type RunProgram = (
  program: 'npm' | 'node',
  args: readonly string[],
  folder: string,
) => Promise<ProgramAnswer | undefined>

type Environment = Readonly<Record<string, string | undefined>>

/** of what a program says on stderr */
const MOST_SAID = 1 << 16

/**
 * Settings that would make the answer another one on another machine: hooks, line ends, quoted paths, a pager.
 * `protocol.allow`: nothing is ever fetched, not even what a partial clone has left out.
 */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.autocrlf=false',
  'core.pager=cat',
  'color.ui=false',
  'log.showSignature=false',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting])

export function gitRunner(env: Environment): RunGit {
  return (args, folder, given = {}) =>
    runProgram('git', ['--no-pager', ...SETTINGS, ...args], folder, gitEnvironment(env, given.index), given)
}

/** Within a hook git tells its children which repository it works on: the folder decides here. */
function gitEnvironment(env: Environment, index: string | undefined): Environment {
  const rest = Object.entries(env).filter(
    ([name]) =>
      !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG_') || name === 'GIT_CEILING_DIRECTORIES',
  )
  return {
    ...Object.fromEntries(rest),
    LC_ALL: 'C',
    LANGUAGE: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    GIT_NO_LAZY_FETCH: '1',
    ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
  }
}

/** `node`: the one that runs this. npm's own program lies beside it; on Windows `npm` is a file of a shell. */
export function programRunner(env: Environment, node: string): RunProgram {
  return (program, args, folder) => {
    if (program === 'node') return runProgram(node, args, folder, env, {})
    const cli = ['../lib/node_modules/npm/bin/npm-cli.js', 'node_modules/npm/bin/npm-cli.js']
      .map((place) => path.join(path.dirname(node), place))
      .find((place) => fs.existsSync(place))
    return cli === undefined
      ? runProgram('npm', args, folder, env, {})
      : runProgram(node, [cli, ...args], folder, env, {})
  }
}

function runProgram(
  program: string,
  args: readonly string[],
  folder: string,
  env: Environment,
  given: GitInput,
): Promise<ProgramAnswer | undefined> {
  const out = given.into === undefined ? undefined : fs.openSync(given.into, 'w')
  const close = (): void => {
    if (out !== undefined) fs.closeSync(out)
  }
  return new Promise<ProgramAnswer | undefined>((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: folder,
      env,
      shell: false,
      windowsHide: true,
      stdio: [given.input === undefined ? 'ignore' : 'pipe', out ?? 'pipe', 'pipe'],
    })
    const stdout: Uint8Array[] = []
    let said = ''
    child.stdout?.on('data', (chunk: Uint8Array) => stdout.push(chunk))
    child.stderr?.on('data', (chunk: Uint8Array) => {
      if (said.length < MOST_SAID) said += new TextDecoder().decode(chunk)
    })
    child.on('error', (error) => {
      // the folder may be what is not there: that is for the caller to have seen
      if ('code' in error && error.code === 'ENOENT' && fs.existsSync(folder)) resolve(undefined)
      else reject(error)
    })
    child.on('close', (code) => resolve({ exit: code ?? 128, stdout: Buffer.concat(stdout), stderr: said }))
    // it may end before it has read all: its exit code says why
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(given.input)
  }).finally(close)
}
