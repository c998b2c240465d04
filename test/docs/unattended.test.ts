/**
 * docs/unattended.md and examples/unattended as a person uses them: the workflow by GitHub's schema and step by step in a
 * repository of its own, the units by systemd, the line of crontab by sh in an empty environment.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readArguments } from '../../pipeline/cli/args.ts'
import { COMMANDS } from '../../pipeline/cli/commands.ts'
import { isObject, listOf } from '../../pipeline/lib/object.ts'
import { parseYaml } from '../../pipeline/lib/yaml.ts'
import { PACKAGE } from '../helpers/job.ts'
import { addSource, csv, ROWS } from '../run/acquire/fake.ts'
import { temporary, write } from '../run/fake.ts'

const EXAMPLES = path.join(PACKAGE, 'examples/unattended')
const CLI = path.join(PACKAGE, 'build/cli.js')
const example = (name: string): string => fs.readFileSync(path.join(EXAMPLES, name), 'utf8')
const page = (name: string): string => fs.readFileSync(path.join(PACKAGE, 'docs', name), 'utf8')
const has = (program: string): boolean => spawnSync('which', [program]).status === 0
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})
function scratch(): string {
  const folder = temporary()
  folders.push(folder)
  return folder
}

/** A project whose file a clerk drops into a folder. */
async function project(): Promise<string> {
  const root = scratch()
  await addSource(root, 'aed.csv', csv(ROWS), '{ folder: inbox }')
  fs.mkdirSync(path.join(root, 'inbox'))
  return root
}

describe.each(['unattended.md', 'unattended.ja.md'])('docs/%s', (name) => {
  const lines = [...page(name).matchAll(/(?:npx hiraku|cli\.js) ([^#\n`>|&]+)/g)].map(([, line = '']) =>
    line.trim(),
  )
  test('its commands are commands', () => {
    expect(lines.length).toBeGreaterThan(6)
    for (const line of lines) {
      const { command } = readArguments(line.split(/\s+/))
      expect(COMMANDS).toContain(command)
    }
  })
  test('the files that it names are there', () => {
    for (const [, file = ''] of page(name).matchAll(/\]\(([^)#]+)\)/g))
      expect(fs.existsSync(path.join(PACKAGE, 'docs', file)), file).toBe(true)
  })
  test('its table of frequencies is the one that holds', () => {
    const { value } = parseYaml(fs.readFileSync(path.join(PACKAGE, 'schemas/schedule.yaml'), 'utf8'))
    const rules = isObject(value) && isObject(value.frequency) ? value.frequency : {}
    const days = (word: string) =>
      Number(new RegExp(`^\\| ${word}[^|]*\\|[^|]*\\|[^|\\d]*(\\d+)`, 'm').exec(page(name))?.[1])
    for (const [word, code] of [
      ['毎日', 'DAILY'],
      ['毎週', 'WEEKLY'],
      ['毎月', 'MONTHLY'],
      ['1年に1回', 'ANNUAL'],
    ] as const)
      expect(rules[code], word).toMatchObject({ overdue: days(word) })
  })
})

test('both languages show the same commands', () => {
  const blocks = (name: string) =>
    [...page(name).matchAll(/^```(?:sh|bat|crontab)\n([\s\S]*?)^```/gm)].map(([, text = '']) =>
      text.replace(/\s*# .*$/gm, ''),
    )
  expect(blocks('unattended.ja.md')).toEqual(blocks('unattended.md'))
  expect(blocks('unattended.md')).toHaveLength(6)
  expect(blocks('unattended.md').some((block) => example('crontab').endsWith(`\n${block}`))).toBe(true)
})

interface Step {
  readonly name: string
  readonly run: string
}

/** The scripts of a job, in their order. */
function stepsOf(job: string): readonly Step[] {
  const { value } = parseYaml(example('github-actions.yml'))
  const jobs = isObject(value) && isObject(value.jobs) ? value.jobs[job] : undefined
  return listOf(isObject(jobs) ? jobs.steps : []).flatMap((step) =>
    isObject(step) && typeof step.run === 'string' ? [{ name: String(step.name), run: step.run }] : [],
  )
}

describe('the workflow', () => {
  test('is one by the schema of GitHub', (context) => {
    const checker = path.join(PACKAGE, '.hiraku/checkers/bin/check-jsonschema')
    if (!fs.existsSync(checker) && process.env.CI !== 'true') context.skip()
    const { status, stdout } = spawnSync(
      checker,
      ['--builtin-schema', 'vendor.github-workflows', path.join(EXAMPLES, 'github-actions.yml')],
      { encoding: 'utf8' },
    )
    expect(`${status} ${stdout}`).toMatch(/^0 /)
  })

  test('asks for no more rights than it needs, and puts nothing of an event into a script', () => {
    const { value } = parseYaml(example('github-actions.yml'))
    expect(value).toMatchObject({
      permissions: {},
      jobs: {
        run: { permissions: { contents: 'write', 'pull-requests': 'write' } },
        publish: { permissions: { contents: 'read' } },
      },
    })
    for (const { run } of [...stepsOf('run'), ...stepsOf('publish')]) expect(run).not.toContain('${{')
    for (const [, version] of example('github-actions.yml').matchAll(/uses: \S+@(\S+)/g))
      expect(version).toMatch(/^v\d+$/)
  })

  /** A clone of a repository, with programs that stand for npm, npx and gh. */
  async function clone() {
    const root = await project()
    const origin = scratch()
    const bin = scratch()
    const temp = scratch()
    const script = (name: string, text: string) =>
      fs.writeFileSync(path.join(bin, name), `#!/bin/bash\n${text}`, { mode: 0o755 })
    script('npm', 'exit 0\n')
    script('npx', `[ "$1" = hiraku ] || exit 9\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`)
    // the pull request that is open, as GitHub would know it
    script(
      'gh',
      `echo "$*" >> "${bin}/asked"\ncase "$1 $2" in\n"pr list") cat "${bin}/open" 2>/dev/null || true ;;\n"pr create") echo 7 > "${bin}/open" ;;\n"pr edit") [ -e "${bin}/open" ] ;;\nesac\n`,
    )
    const git = (...args: string[]) => {
      const done = spawnSync(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@a.jp', '-c', 'init.defaultBranch=main', ...args],
        { cwd: root, encoding: 'utf8' },
      )
      if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`)
      return done.stdout
    }
    write(root, { '.gitignore': '.hiraku/\ninbox/\n' })
    spawnSync('git', ['init', '--quiet', '--bare', origin])
    git('init', '--quiet')
    spawnSync(process.execPath, [CLI, 'accept'], { cwd: root })
    git('add', '--all')
    git('commit', '--quiet', '-m', 'first')
    git('remote', 'add', 'origin', origin)
    git('push', '--quiet', 'origin', 'HEAD:refs/heads/main')
    git('fetch', '--quiet', 'origin')
    const asked = () => {
      const file = path.join(bin, 'asked')
      const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
      fs.rmSync(file, { force: true })
      return text.split('\n').filter((line) => line !== '')
    }
    const runs = (more: Record<string, string> = {}) => {
      // as a runner begins: the default branch, .hiraku from the cache
      git('checkout', '--quiet', '-B', 'main', 'origin/main')
      for (const name of ['candidates', 'held'])
        fs.rmSync(path.join(root, '.hiraku', name), { recursive: true, force: true })
      const file = (name: string) => path.join(temp, name)
      const env: Record<string, string> = {
        PATH: `${bin}:${process.env.PATH}`,
        HOME: temp,
        LANG: 'C.UTF-8',
        BASE: 'main',
        BRANCH: 'hiraku/update',
        RUNNER_TEMP: temp,
        ...more,
      }
      const results: Record<string, { status: number | null; out: string }> = {}
      for (const { name, run } of stepsOf('run')) {
        for (const one of ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
          env[one] = file(one)
          fs.writeFileSync(file(one), '')
        }
        if (name.startsWith('Tell') && env.CODE === '0') continue
        // how GitHub runs a step with `shell: bash`
        const done = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
          cwd: root,
          env,
          encoding: 'utf8',
        })
        results[name] = { status: done.status, out: done.stdout + done.stderr }
        for (const line of fs.readFileSync(file('GITHUB_ENV'), 'utf8').split('\n')) {
          const [key = '', value = ''] = line.split('=')
          if (key !== '') env[key] = value
        }
        const code = /^code=(\d+)$/m.exec(fs.readFileSync(file('GITHUB_OUTPUT'), 'utf8'))?.[1]
        if (code !== undefined) env.CODE = code
        if (done.status !== 0) break
      }
      return results
    }
    const body = () => fs.readFileSync(path.join(temp, 'body.md'), 'utf8')
    return { root, git, runs, asked, body }
  }

  test('nothing changed; a newer file; a second one while it is open; one that waits', {
    timeout: 240_000,
  }, async () => {
    const { root, git, runs, asked, body } = await clone()
    const statuses = (results: ReturnType<typeof runs>) =>
      Object.values(results).map(({ status, out }) => (status === 0 ? 0 : `${status}: ${out}`))
    const drop = (rows: readonly string[]) => fs.writeFileSync(path.join(root, 'inbox/aed.csv'), csv(rows))

    drop(ROWS)
    expect(statuses(runs({ ASKED: 'true' }))).toEqual([0, 0, 0, 0])
    expect(asked()).toEqual(['pr list --head hiraku/update --state open --json number --jq .[].number'])

    const more = (n: number) =>
      `129992,000${n},千葉県あさひ野市,公園${n},コウエン,35.7,140.2,入口,0475-12-3470,有,9:00`
    drop([...ROWS, more(7)])
    expect(statuses(runs({ ASKED: 'true' }))).toEqual([0, 0, 0, 0])
    expect(asked().map((line) => line.split(' ', 2).join(' '))).toEqual(['pr list', 'pr create'])
    expect(body()).toMatch(/\*\*1\.0\.0 → 1\.1\.0\*\* · \+1[\s\S]*公園7/)
    expect(git('diff', '--stat', 'origin/main', 'origin/hiraku/update', '--', 'dist')).toMatch(
      /129992_aed\.csv/,
    )

    drop([...ROWS, more(7), more(8)])
    expect(statuses(runs({ ASKED: 'true' }))).toEqual([0, 0, 0, 0])
    expect(asked().map((line) => line.split(' ', 2).join(' '))).toEqual(['pr list', 'pr edit'])
    git('fetch', '--quiet', 'origin', 'hiraku/update')
    expect(git('show', 'FETCH_HEAD:dist/datasets/129992_aed/129992_aed.csv')).toMatch(/公園7[\s\S]*公園8/)
    expect(body(), 'all that the pull request changes').toMatch(/公園7[\s\S]*公園8/)

    drop(ROWS.slice(0, 1))
    const waits = runs({ ASKED: 'true' })
    expect(waits['Fetch and build']?.status).toBe(0)
    expect(waits['Tell what waits for a person']).toMatchObject({ status: 1 })
    expect(waits['Tell what waits for a person']?.out).toMatch(/ATTENTION: .*1 waiting/)
    expect(body()).toContain('129992/aed')
    // the day after: it waits since then, though the runner kept no copy of it
    const file = path.join(root, '.hiraku/ledger.jsonl')
    const ledger = fs.readFileSync(file, 'utf8')
    const since = '2026-01-02T00:00:00.000Z'
    const [, told = ''] = /"kind":"candidate","since":"([^"]+)"/.exec(ledger) ?? []
    fs.writeFileSync(file, ledger.replaceAll(told, since))
    expect(runs({ ASKED: 'true' })['Tell what waits for a person']?.out).toMatch(
      /1 waiting[\s\S]*since 2026-01-02 09:00/,
    )
  })

  test('a file that waits, which may hold a person, is in no cache', () => {
    const paths = [...example('github-actions.yml').matchAll(/path: \|\n((?: {12}\S+\n)+)/g)]
    expect(paths.map(([, text = '']) => text.trim().split(/\s+/))).toEqual([
      ['.hiraku/*', '!.hiraku/candidates', '!.hiraku/held'],
      ['.hiraku/*', '!.hiraku/candidates', '!.hiraku/held'],
    ])
    expect(example('github-actions.yml')).not.toMatch(/path: \.hiraku/)
  })

  test('it publishes what its variable names, and nothing where it is not set', async () => {
    const root = await project()
    const bin = scratch()
    fs.writeFileSync(path.join(bin, 'npx'), '#!/bin/bash\necho "asked: $*"\n', { mode: 0o755 })
    const step = stepsOf('publish').find(({ name }) => name === 'Publish')
    const run = (portal: string) =>
      spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? 'exit 9'], {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: `${bin}:${process.env.PATH}`, HIRAKU_PORTAL: portal },
      })
    expect(run('city')).toMatchObject({ status: 0, stdout: 'asked: hiraku publish --to city --apply\n' })
    expect(run('')).toMatchObject({ status: 0, stdout: expect.stringContaining('::notice::') })
  })
})

test('a folder of one’s own: the commands, in an empty one', { timeout: 120_000 }, () => {
  const [block = ''] = [...page('unattended.md').matchAll(/^```sh\n(mkdir city[\s\S]*?)^```/gm)].map(
    ([, text = '']) => text,
  )
  const root = scratch()
  fs.copyFileSync(path.join(PACKAGE, 'examples/aed-old-layout.csv'), path.join(root, 'aed.csv'))
  const own = path.join(root, 'city')
  fs.mkdirSync(own)
  const lines = [...block.matchAll(/npx hiraku ([^#&\n]+)/g)].map(([, line = '']) => line.trim())
  expect(lines).toHaveLength(4)
  for (const line of lines) {
    const args = line.replace('~/', '../').split(' ')
    if (args[0] === 'add') args.push('--yes')
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: own, encoding: 'utf8' })
    expect(status, `${line}: ${stderr}`).toBe(0)
  }
  expect(fs.readdirSync(path.join(own, 'dist/datasets'))).toEqual(['249998_aed', '249998_open_data_list'])
})

test('what is written to .hiraku has a folder to go to', () => {
  for (const name of ['unattended.md', 'unattended.ja.md']) {
    const [windows = ''] = /^schtasks .*$/m.exec(page(name)) ?? []
    expect(windows).toMatch(/if not exist \.hiraku mkdir \.hiraku.*> \.hiraku\\task\.txt/)
  }
  expect(example('hiraku.service')).toMatch(/^#ReadWritePaths=\/srv\/www\/opendata$/m)
})

describe('systemd', () => {
  test('takes the units', (context) => {
    if (!has('systemd-analyze')) context.skip()
    const folder = scratch()
    // the folder and Node stand elsewhere here
    const service = example('hiraku.service')
      .replaceAll('/srv/opendata', folder)
      .replace('/usr/bin/node', process.execPath)
    write(folder, { 'hiraku.service': service, 'hiraku.timer': example('hiraku.timer') })
    const units = ['hiraku.service', 'hiraku.timer'].map((name) => path.join(folder, name))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' })
    expect(
      `${status} ${stderr
        .split('\n')
        .filter((line) => line.includes('hiraku'))
        .join('\n')}`,
    ).toBe('0 ')
    const broken = path.join(folder, 'broken.service')
    fs.writeFileSync(broken, service.replace('Type=oneshot', 'Type=onceshot'))
    expect(
      spawnSync('systemd-analyze', ['verify', broken], { encoding: 'utf8' }).stderr,
      'it can refuse',
    ).toContain('onceshot')
  })
  test('knows the time of the timer', (context) => {
    if (!has('systemd-analyze')) context.skip()
    const when = /^OnCalendar=(.+)$/m.exec(example('hiraku.timer'))?.[1] ?? ''
    const { status, stdout } = spawnSync('systemd-analyze', ['calendar', when], { encoding: 'utf8' })
    expect(status).toBe(0)
    expect(stdout).toMatch(/20:17:00 UTC/)
  })
  test('runs a command that is one, from a folder that it may write into', () => {
    const text = example('hiraku.service')
    const [, line = ''] = /^ExecStart=\/usr\/bin\/node build\/cli\.js (.+)$/m.exec(text) ?? []
    expect(readArguments(line.split(' ')).command?.name).toBe('run')
    expect(/^ReadWritePaths=(.+)$/m.exec(text)?.[1]).toBe(/^WorkingDirectory=(.+)$/m.exec(text)?.[1])
    expect(example('hiraku.timer')).toMatch(/^Persistent=true$/m)
  })
})

describe('crontab', () => {
  const line =
    example('crontab')
      .split('\n')
      .find((one) => /^[\d*]/.test(one)) ?? ''
  const [, fields = '', command = ''] = /^((?:\S+ ){5})(.+)$/.exec(line) ?? []

  test('has five fields of time, and no sign that cron takes for a line break', () => {
    const most = [59, 23, 31, 12, 7]
    fields
      .trim()
      .split(' ')
      .forEach((field, i) => {
        expect(field).toMatch(/^(?:\*|\d+)$/)
        if (field !== '*') expect(Number(field)).toBeLessThanOrEqual(most[i] ?? 0)
      })
    expect(command).not.toContain('%')
  })

  let root = ''
  beforeAll(async () => {
    root = await project()
    // what nobody accepted is not published
    spawnSync(process.execPath, [CLI, 'accept'], { cwd: root })
    write(root, {
      'inbox/aed.csv': csv(ROWS),
      'sources/129992/publisher.yaml': fs
        .readFileSync(path.join(root, 'sources/129992/publisher.yaml'), 'utf8')
        .replace('asahino.example', 'asahino.city.jp'),
    })
    fs.symlinkSync(path.join(PACKAGE, 'build'), path.join(root, 'build'))
  })
  /** as cron does: sh, and next to nothing in the environment */
  const run = (to: string) => {
    const here = command
      .replaceAll('/srv/opendata', root)
      .replace('/usr/bin/node', process.execPath)
      .replace('--to city', `--to ${to}`)
    return spawnSync(
      '/usr/bin/env',
      ['-i', `HOME=${root}`, 'SHELL=/bin/sh', 'PATH=/usr/bin:/bin', '/bin/sh', '-c', here],
      { encoding: 'utf8' },
    )
  }

  test('says nothing where all is well, and what it did stands in a file', { timeout: 60_000 }, () => {
    const { stdout, stderr } = run(`folder:${root}/www`)
    const told = fs.readFileSync(path.join(root, '.hiraku/cron.txt'), 'utf8')
    expect(`${stdout}${stderr}`, told).toBe('')
    expect(told).toMatch(/^入手: .*\n作成: .*\n公開 folder:.*送った 3/m)
    expect(fs.existsSync(path.join(root, 'www/SHA256SUMS'))).toBe(true)
  })

  test('says in Japanese what failed, so that cron mails it', { timeout: 60_000 }, () => {
    expect(run('nowhere').stdout).toMatch(/run\/portal-unknown/)
    fs.writeFileSync(path.join(root, 'file'), '')
    expect(run(`folder:${root}/file/within`).stdout).toMatch(/人が見るべきことがあります/)
  })
})
