/** docs/publishing.md as a person follows it: the two decisions, the portal's file, the commands, in both languages. */
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PACKAGE } from '../helpers/job.ts'
import { type PublishingProject, publishingProject } from '../helpers/publishing.ts'

let project: PublishingProject
beforeAll(() => {
  project = publishingProject()
}, 60_000)
afterAll(() => project.remove())

describe.each(['publishing.md', 'publishing.ja.md'])('docs/%s', (name) => {
  const text = fs.readFileSync(path.join(PACKAGE, 'docs', name), 'utf8')
  const commands = [...text.matchAll(/^npx hiraku ([^#\n]+)/gm)].map(([, line = '']) => line.trim())

  test('the file that it shows is one that Hiraku takes', () => {
    const yaml = /```yaml\n(# portals\/city\.yaml\n[\s\S]*?)```/.exec(text)?.[1] ?? ''
    expect(yaml).toContain('preset: ckan')
    // nobody is there, and the test does not wait for him
    const here = yaml.replace('https://ckan.example.lg.jp/', 'http://127.0.0.1:9/')
    project.write('portals/city.yaml', `${here}limits: { tries: 1 }\n`)
    const { stdout, status } = project.run(['publish'])
    expect(status).toBe(0)
    expect(stdout).toContain('portals/city.yaml')
  })

  test('its commands are commands: nobody answers at that portal, and that is told, with nothing thrown', () => {
    const toPortal = commands.filter((line) => line.includes('--to city'))
    expect(toPortal).toHaveLength(4)
    for (const line of toPortal) {
      const { status, stderr } = project.run(line.split(/\s+/), { HIRAKU_TOKEN_CITY: 'abc.def' })
      expect(`${line}: ${status} ${stderr}`).toMatch(/: 1 .*\[publish\/portal-[a-z-]+\]/s)
    }
  })

  test('a folder is published to by the command that it shows', () => {
    const line = commands.find((one) => one.includes('--to folder:'))
    const here = (line ?? '').replace('/srv/www/opendata', 'public')
    const { status, stderr } = project.run(here.split(/\s+/))
    expect(`${status} ${status === 0 ? '' : stderr}`).toBe('0 ')
    const sums = fs.readFileSync(path.join(project.root, 'public', 'SHA256SUMS'), 'utf8')
    expect(sums).toBe(fs.readFileSync(path.join(project.root, 'dist', 'SHA256SUMS'), 'utf8'))
  })
})

test('Ctrl-C says what is done and how to go on', async () => {
  // a portal that takes the request and never answers
  const silent = net.createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : undefined
  project.write('portals/silent.yaml', `preset: ckan\nurl: http://127.0.0.1:${port}/\norganization: city\n`)
  const args = ['publish', '--to', 'silent', '--apply', '--lang', 'ja']
  const { signal, stderr } = await project.runInterrupted(args, { HIRAKU_TOKEN_SILENT: 'a.b' }, 2500)
  silent.close()
  expect(signal).toBe('SIGINT')
  expect(stderr).toContain('途中で止めました。0 件は済んでいます')
})

test('both languages show the same commands and keys', () => {
  const [english, japanese] = ['publishing.md', 'publishing.ja.md'].map((name) => {
    const text = fs.readFileSync(path.join(PACKAGE, 'docs', name), 'utf8')
    return {
      commands: [...text.matchAll(/npx hiraku [^#`\n]+/g)].map(([line]) => line.trim()).sort(),
      keys: [...text.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, key]) => key),
    }
  })
  expect(japanese).toEqual(english)
  const schema: unknown = JSON.parse(
    fs.readFileSync(path.join(PACKAGE, 'schemas/authored/portal.schema.json'), 'utf8'),
  )
  for (const key of english?.keys.flatMap((cell) => cell?.match(/[a-zA-Z]+/g) ?? []) ?? [])
    if (key !== 'false') expect(schema, key).toHaveProperty(['properties', key])
})
